{# How much a share says, 0 to 1, when it is of so many: next to nothing of 3 (0.02), half of 20, nearly all of 200 (0.99). #}
{% macro evidence(cases) %}({{ cases }} * {{ cases }} / ({{ cases }} * {{ cases }} + 400)){% endmacro %}

{# How many of the cases went wrong, 0 to 1, as far as so many cases say anything; 0 where there are none. #}
{% macro damped(wrong, cases) -%}
    case when {{ cases }} > 0 then least(1, {{ wrong }} / {{ cases }}) * {{ evidence(cases) }} else 0 end
{%- endmacro %}
