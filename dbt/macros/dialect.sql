{# All that differs between warehouses. Everything else is written once, in what they share. #}

{# The value of a key of a JSON object, as text; null where there is none. The key is any text without quotes. #}
{% macro json_text(json, key) %}
    {%- if target.type == 'snowflake' -%} get({{ json }}, '{{ key }}')::varchar
    {%- elif target.type == 'bigquery' -%} json_value({{ json }}, '$."{{ key }}"')
    {%- else -%} json_extract_string({{ json }}, '$."{{ key }}"')
    {%- endif -%}
{% endmacro %}

{# The type, or null where the text is no value of it. #}
{% macro try_bigint(text) %}
    {%- if target.type == 'bigquery' -%} safe_cast({{ text }} as int64)
    {%- elif target.type == 'snowflake' -%} try_cast({{ text }} as bigint)
    {%- else -%} try_cast({{ text }} as bigint)
    {%- endif -%}
{% endmacro %}

{% macro try_double(text) %}
    {%- if target.type == 'bigquery' -%} safe_cast({{ text }} as float64)
    {%- elif target.type == 'snowflake' -%} try_cast({{ text }} as double)
    {%- else -%} try_cast({{ text }} as double)
    {%- endif -%}
{% endmacro %}

{# Amplitude's spelling of a time, yyyy-MM-dd HH:mm:ss[.SSSSSS], UTC, to a timestamp without a zone; null for anything else. #}
{% macro try_timestamp(text) -%}
    case when {{ text }} like '____-__-__ __:__:__%' and {{ text }} < '3000' then
    {%- if target.type == 'bigquery' %} safe_cast({{ text }} as datetime)
    {%- elif target.type == 'snowflake' %} try_to_timestamp_ntz({{ text }})
    {%- else %} try_cast({{ text }} as timestamp)
    {%- endif %} end
{%- endmacro %}

{# What an event sorts by among the events of its user: when it happened, and then by what never is the same twice. #}
{% macro order_key(event) -%}
    {%- if target.type == 'duckdb' -%} row({{ event }}.event_time, {{ event }}.uuid)
    {%- elif target.type == 'snowflake' -%} to_varchar({{ event }}.event_time, 'YYYY-MM-DD HH24:MI:SS.FF6') || {{ event }}.uuid
    {%- else -%} format_datetime('%F %H:%M:%E6S', {{ event }}.event_time) || {{ event }}.uuid
    {%- endif -%}
{%- endmacro %}

{# The first text in a key of a JSON object that holds a text, or a list of texts. #}
{% macro json_first_text(json, key) -%}
    {%- if target.type == 'snowflake' -%} coalesce(get(get({{ json }}, '{{ key }}'), 0)::varchar, get({{ json }}, '{{ key }}')::varchar)
    {%- elif target.type == 'bigquery' -%} coalesce(json_value({{ json }}, '$."{{ key }}"[0]'), json_value({{ json }}, '$."{{ key }}"'))
    {%- else -%} coalesce(json_extract_string({{ json }}, '$."{{ key }}"[0]'), case when json_type({{ json }}, '$."{{ key }}"') = 'VARCHAR' then json_extract_string({{ json }}, '$."{{ key }}"') end)
    {%- endif -%}
{%- endmacro %}

{# The first day, a Monday, of the week of a timestamp. #}
{% macro week_of(time) -%}
    {%- if target.type == 'bigquery' -%} date_trunc(date({{ time }}), week(monday))
    {%- elif target.type == 'snowflake' -%} date_trunc('week', {{ time }})::date
    {%- else -%} cast(date_trunc('week', {{ time }}) as date)
    {%- endif -%}
{%- endmacro %}

{# A UTC timestamp on the wall clock of a time zone. #}
{% macro in_time_zone(time, zone) -%}
    {%- if zone == 'UTC' -%} {{ time }}
    {%- elif target.type == 'bigquery' -%} datetime(timestamp({{ time }}, 'UTC'), '{{ zone }}')
    {%- elif target.type == 'snowflake' -%} convert_timezone('UTC', '{{ zone }}', {{ time }})
    {%- else -%} timezone('{{ zone }}', timezone('UTC', {{ time }}))
    {%- endif -%}
{%- endmacro %}

{# Whole seconds and their fraction from one timestamp to a later one. #}
{% macro seconds_between(begin, end) -%}
    {%- if target.type == 'bigquery' -%} datetime_diff({{ end }}, {{ begin }}, microsecond) / 1000000
    {%- elif target.type == 'snowflake' -%} timestampdiff(microsecond, {{ begin }}, {{ end }}) / 1000000
    {%- else -%} date_diff('microsecond', {{ begin }}, {{ end }}) / 1000000
    {%- endif -%}
{%- endmacro %}

{# The time now, UTC, as a timestamp without a zone. #}
{% macro utc_now() -%}
    {%- if target.type == 'bigquery' -%} current_datetime('UTC')
    {%- elif target.type == 'snowflake' -%} sysdate()
    {%- else -%} timezone('UTC', now())
    {%- endif -%}
{%- endmacro %}
