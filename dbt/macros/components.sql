{# The least member of the connected component of each end of a link (project, a, b). A text that takes part in no link is left out.

   DuckDB keeps one label a node and passes on only what became less. Snowflake's recursion takes no row back that was there before, and so
   finds no end where links form a ring: a function of the set-up, ./caravan snowflake setup, joins them there. Elsewhere the recursion walks
   from each node to all that it reaches, which is quadratic in the size of a component: those of people are small. #}
{% macro components(links) -%}
    {% if target.type == 'snowflake' -%}
    select l.project, c.member, c.least_member
    from {{ links }} as l, table({{ target.schema }}.components(l.a, l.b) over (partition by l.project)) as c
    {%- else -%}
    with recursive

    both_ways as (

        select project, a, b from {{ links }}
        union all
        select project, b as a, a as b from {{ links }}

    ),

    {% if target.type == 'duckdb' -%}
    component (project, member, least_member) using key (project, member) as (

        select project, a, min(least(a, b)) from both_ways group by project, a
        union
        select w.project, w.a, min(c.least_member)
        from component as c
        inner join both_ways as w on w.project = c.project and w.b = c.member
        inner join recurring.component as had on had.project = w.project and had.member = w.a
        where c.least_member < had.least_member
        group by w.project, w.a

    )

    select project, member, least_member from component
    {%- else -%}
    reached (project, member, other) as (

        select distinct project, a, a from both_ways
        union distinct
        select r.project, r.member, w.b
        from reached as r
        inner join both_ways as w on w.project = r.project and w.a = r.other

    )

    select project, member, min(other) as least_member from reached group by project, member
    {%- endif %}
    {%- endif %}
{%- endmacro %}
