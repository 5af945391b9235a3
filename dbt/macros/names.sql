{# Variables that name things hold a list of names, or one as a text. A text contains the empty text; no list of names does. #}

{# The names of a variable as SQL texts, for use after in or not in. The empty text goes first, so that a list of none is a list still. #}
{% macro named(names) -%}
    ('' {%- if '' in names %}, '{{ names }}'{% else %}{% for name in names %}, '{{ name }}'{% endfor %}{% endif %})
{%- endmacro %}

{# The first text that a JSON object has in one of the keys that a variable names, in its order; null where it has none. #}
{% macro first_named_text(json, keys) -%}
    coalesce(
    {%- if '' in keys %}{{ filled(json_first_text(json, keys)) }}, {% else %}{% for key in keys %}{{ filled(json_first_text(json, key)) }}, {% endfor %}{% endif -%}
    null, null)
{%- endmacro %}

{# Null for a text that stands for none: what proper_id takes for no id, and the word that Amplitude writes. #}
{% macro filled(text) %}case when lower(trim({{ text }}, ' ')) <> 'empty' then trim({{ proper_id(text) }}, ' ') end{% endmacro %}

{# What two spellings of one name have in common: without case and space. #}
{% macro spelling_key(name) %}replace(replace(replace(replace(replace(lower({{ name }}), ' ', ''), chr(160), ''), chr(9), ''), chr(10), ''), chr(13), ''){% endmacro %}

{# The text where it looks like an e-mail address, else null. #}
{% macro email_address(text) -%}
    case when {{ text }} like '%_@_%._%' and {{ text }} not like '%@%@%' and trim({{ text }}, ' ') not like '% %' then trim({{ text }}, ' ') end
{%- endmacro %}
