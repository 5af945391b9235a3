{# The key of an event: the uuid that Amplitude gave it, or its place where there is none. #}
{% macro event_key(line) %}coalesce({{ line }}.uuid, 'line:' || {{ line }}.object || ':' || cast({{ line }}.line as {{ text_type() }})){% endmacro %}

{# Who Amplitude took for the visitor: its id, or the best there is where that is missing. #}
{% macro identity_of(line) -%}
    coalesce({{ line }}.amplitude_id, 'user:' || {{ line }}.user_id, 'device:' || {{ line }}.device_id, 'event:' || {{ event_key(line) }})
{%- endmacro %}

{# Null for what Amplitude itself does not take as the id of a user or a device: what programs write where they know none. #}
{% macro proper_id(id) -%}
    case when lower(trim({{ id }}, ' ')) not in ('', '0', '-1', 'none', 'null', 'nil', 'n/a', 'na', 'nan', 'undefined', 'unknown', 'anonymous', 'true', 'false', '[]', '{}', 'lmy47d', '00000000-0000-0000-0000-000000000000') then {{ id }} end
{%- endmacro %}

{# Of the copies of an event the newest revision counts, then the newest hour; the rest only makes the choice always the same. #}
{% macro newest_copy() %}revision desc, upload_hour desc, object, line{% endmacro %}

{# When an event happened, or, where what it says of that cannot be, when it came. #}
{% macro seen_at(event) -%}
    case when {{ event }}.time_is_plausible then {{ event }}.event_time else {{ event }}.upload_hour end
{%- endmacro %}
