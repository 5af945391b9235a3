{# All that differs between warehouses. Everything else is written once, in what they share. #}

{# How rows are added to those that a model has. BigQuery knows no append; a merge without a key is one. #}
{% macro adding() %}{% if target.type == 'bigquery' %}merge{% else %}append{% endif %}{% endmacro %}

{# The value of a key of a JSON object, as text; null where there is none. The key is any text without quotes. #}
{% macro json_text(json, key) %}
    {%- if target.type == 'snowflake' -%} {{ json }}:"{{ key }}"::varchar
    {%- elif target.type == 'bigquery' -%} {{ text_at(json, '$."' ~ key ~ '"') }}
    {%- else -%} json_extract_string({{ json }}, '$."{{ key }}"')
    {%- endif -%}
{% endmacro %}

{# The same in BigQuery, whose json_value is null for objects and lists. #}
{% macro text_at(json, path) %}coalesce(json_value({{ json }}, '{{ path }}'), nullif(to_json_string(json_query({{ json }}, '{{ path }}')), 'null')){% endmacro %}

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
    {%- elif target.type == 'snowflake' %} try_cast({{ text }} as timestamp_ntz)
    {%- else %} try_cast({{ text }} as timestamp)
    {%- endif %} end
{%- endmacro %}

{# What an event sorts by among the events of its user: when it happened, and then by what never is the same twice. #}
{% macro order_key(event) %}{{ time_and_text(event ~ '.event_time', event ~ '.uuid') }}{% endmacro %}

{# What sorts by a timestamp, and by a text where two are the same. #}
{% macro time_and_text(time, text) -%}
    {%- if target.type == 'duckdb' -%} row({{ time }}, {{ text }})
    {%- elif target.type == 'snowflake' -%} to_varchar({{ time }}, 'YYYY-MM-DD HH24:MI:SS.FF6') || {{ text }}
    {%- else -%} format_datetime('%F %H:%M:%E6S', {{ time }}) || {{ text }}
    {%- endif -%}
{%- endmacro %}

{# The first text in a key of a JSON object that holds a text, or a list of texts. #}
{% macro json_first_text(json, key) -%}
    {%- if target.type == 'snowflake' -%} coalesce({{ json }}:"{{ key }}"[0]::varchar, case when typeof({{ json }}:"{{ key }}") = 'VARCHAR' then {{ json }}:"{{ key }}"::varchar end)
    {%- elif target.type == 'bigquery' -%} coalesce({{ text_at(json, '$."' ~ key ~ '"[0]') }}, case when json_type(json_query({{ json }}, '$."{{ key }}"')) = 'string' then json_value({{ json }}, '$."{{ key }}"') end)
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

{# A timestamp without a zone, written down: yyyy-MM-dd HH:mm:ss. #}
{% macro timestamp_of(text) %}{% if target.type == 'bigquery' %}datetime{% else %}timestamp{% endif %} '{{ text }}'{% endmacro %}

{# The time now, UTC, as a timestamp without a zone. #}
{% macro utc_now() -%}
    {%- if target.type == 'bigquery' -%} current_datetime('UTC')
    {%- elif target.type == 'snowflake' -%} sysdate()
    {%- else -%} timezone('UTC', now())
    {%- endif -%}
{%- endmacro %}

{# The timestamp so many days, hours or minutes after one. #}
{% macro time_after(time, amount, unit) -%}
    {%- if target.type == 'bigquery' -%} datetime_add({{ time }}, interval {{ amount }} {{ unit }})
    {%- elif target.type == 'snowflake' -%} dateadd({{ unit }}, {{ amount }}, {{ time }})
    {%- else -%} ({{ time }} + interval '{{ amount }}' {{ unit }})
    {%- endif -%}
{%- endmacro %}

{# The date that many days after a date. #}
{% macro days_after(day, days) -%}
    {%- if target.type == 'bigquery' -%} date_add({{ day }}, interval {{ days }} day)
    {%- elif target.type == 'snowflake' -%} dateadd(day, {{ days }}, {{ day }})::date
    {%- else -%} ({{ day }} + cast({{ days }} as integer))
    {%- endif -%}
{%- endmacro %}

{# Days from one date to a later one. #}
{% macro days_between(begin, end) -%}
    {%- if target.type == 'bigquery' -%} date_diff({{ end }}, {{ begin }}, day)
    {%- elif target.type == 'snowflake' -%} datediff(day, {{ begin }}, {{ end }})
    {%- else -%} date_diff('day', {{ begin }}, {{ end }})
    {%- endif -%}
{%- endmacro %}

{# The different texts of a group in one, in their order. #}
{% macro text_list(text) -%}
    {%- if target.type == 'snowflake' -%} listagg(distinct {{ text }}, ', ') within group (order by {{ text }})
    {%- else -%} string_agg(distinct {{ text }}, ', ' order by {{ text }})
    {%- endif -%}
{%- endmacro %}

{# A JSON without what its values say, as a text: of many events there are few. Elsewhere there is no such thing, and it is the JSON itself. #}
{% macro json_shape(json) -%}
    {%- if target.type == 'bigquery' -%} to_json_string({{ json }})
    {%- elif target.type == 'snowflake' -%} to_json({{ json }})
    {%- else -%} cast(json_structure({{ json }}) as varchar)
    {%- endif -%}
{%- endmacro %}

{# For a from clause: a row p for each key of a shape that is an object's, as it is spelt. BigQuery spells some as a JSON text. #}
{% macro each_key(shape) -%}
    {%- if target.type == 'bigquery' -%} cross join unnest(json_keys(parse_json({{ shape }}, wide_number_mode => 'round'), 1)) as p
    {%- elif target.type == 'snowflake' -%} cross join lateral flatten(input => parse_json({{ shape }})) as p
    {%- else -%} cross join json_each(cast({{ shape }} as json)) as p
    {%- endif -%}
{%- endmacro %}

{# Of such a row: the key. #}
{% macro key_of_each() -%}
    {%- if target.type == 'bigquery' -%} if(starts_with(p, '"'), coalesce(safe.string(safe.parse_json(p)), p), p)
    {%- else -%} p.key
    {%- endif -%}
{%- endmacro %}

{# Of such a row: what its value is, in words. DuckDB's shape of an empty object is the text JSON, of a list a list. #}
{% macro type_of_each(shape) -%}
    {%- if target.type == 'duckdb' -%}
    case
        when p.value in ('"UBIGINT"', '"BIGINT"', '"HUGEINT"', '"DOUBLE"') then 'number'
        when p.value = '"VARCHAR"' then 'text'
        when p.value = '"BOOLEAN"' then 'boolean'
        when p.value = '"NULL"' then 'null'
        when p.value like '[%' then 'list'
        else 'object'
    end
    {%- else -%}
    case {% if target.type == 'bigquery' %}json_type(parse_json({{ shape }}, wide_number_mode => 'round')[{{ key_of_each() }}]){% else %}lower(typeof(p.value)){% endif %}
        when 'string' then 'text'
        when 'varchar' then 'text'
        when 'integer' then 'number'
        when 'decimal' then 'number'
        when 'double' then 'number'
        when 'null_value' then 'null'
        when 'array' then 'list'
        else {% if target.type == 'bigquery' %}json_type(parse_json({{ shape }}, wide_number_mode => 'round')[{{ key_of_each() }}]){% else %}lower(typeof(p.value)){% endif %}
    end
    {%- endif -%}
{%- endmacro %}

{# A whole JSON as text. #}
{% macro json_as_text(json) %}{% if target.type == 'bigquery' %}to_json_string({{ json }}){% else %}cast({{ json }} as varchar){% endif %}{% endmacro %}

{# What a text is called as a type. #}
{% macro text_type() %}{% if target.type == 'bigquery' %}string{% else %}varchar{% endif %}{% endmacro %}

{# Of a group's rows that have a value: that of the last, or the first. Not all warehouses pass over those without one. #}
{% macro last_by(value, key) -%}
    {%- if target.type == 'bigquery' -%} any_value({{ value }} having max case when {{ value }} is not null then {{ key }} end)
    {%- elif target.type == 'snowflake' -%} max_by({{ value }}, case when {{ value }} is not null then {{ key }} end)
    {%- else -%} max_by({{ value }}, {{ key }})
    {%- endif -%}
{%- endmacro %}

{% macro first_by(value, key) -%}
    {%- if target.type == 'bigquery' -%} any_value({{ value }} having min case when {{ value }} is not null then {{ key }} end)
    {%- elif target.type == 'snowflake' -%} min_by({{ value }}, case when {{ value }} is not null then {{ key }} end)
    {%- else -%} min_by({{ value }}, {{ key }})
    {%- endif -%}
{%- endmacro %}

{# A value of the last event that has one. #}
{% macro latest(value, event) %}{{ last_by(value, order_key(event)) }}{% endmacro %}

{# All values of a group that are not null, in their order, in one. #}
{% macro sorted_list(value) -%}
    {%- if target.type == 'bigquery' -%} array_agg({{ value }} ignore nulls order by {{ value }})
    {%- elif target.type == 'snowflake' -%} array_agg({{ value }}) within group (order by {{ value }})
    {%- else -%} list({{ value }} order by {{ value }}) filter (where {{ value }} is not null)
    {%- endif -%}
{%- endmacro %}

{# Of such a row: the value, where it is a number. #}
{% macro number_of_each() %}{% if target.type == 'snowflake' %}value::double{% else %}value{% endif %}{% endmacro %}

{# To be cross joined to the table that the list is of: a row each, in a column named value. #}
{% macro each_of(list) -%}
    {%- if target.type == 'bigquery' -%} unnest({{ list }}) as value
    {%- elif target.type == 'snowflake' -%} lateral flatten(input => {{ list }}) as each_one
    {%- else -%} unnest({{ list }}) as each_one(value)
    {%- endif -%}
{%- endmacro %}
