{# The least member of the connected component of each end of a link (project, a, b). A text that takes part in no link is left out.

   DuckDB keeps one label a node and passes on only what became less. Others have no recursion that comes to an end where links form a ring.
   Snowflake's set-up has a function for it, ./caravan snowflake setup. In BigQuery a loop joins them before the model that reads this, in its
   pre_hook: join_components(). #}
{% macro components(links) -%}
    {% if target.type == 'snowflake' -%}
    select l.project, c.member, c.least_member
    from {{ links }} as l, table({{ target.schema }}.components(l.a, l.b) over (partition by l.project)) as c
    {%- elif target.type == 'bigquery' -%}
    select project, member, least_member from {{ component_members() }}
    {%- else -%}
    with recursive

    both_ways as (

        select project, a, b from {{ links }}
        union all
        select project, b as a, a as b from {{ links }}

    ),

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
    {%- endif %}
{%- endmacro %}

{# BigQuery's table of it, which each refresh makes anew. #}
{% macro component_members() %}{{ target.schema }}.component_members{% endmacro %}

{% macro both_ways(links) %}(select project, a, b from {{ links }} union all select project, b as a, a as b from {{ links }}){% endmacro %}

{# Each round a member, and whom it takes for the least, hear of the least that a neighbour's least knows of: a chain of thousands, in whatever
   order, is one in some fifteen rounds. #}
{% macro join_components(links) %}
    {%- if target.type == 'bigquery' -%}
    create or replace table {{ component_members() }} as
    select w.project, w.a as member, min(least(w.a, w.b)) as least_member
    from {{ both_ways(links) }} as w
    group by w.project, w.a;
    loop
        update {{ component_members() }} as had
        set least_member = found.least_member
        from (
            select w.project, w.member, min(further.least_member) as least_member
            from (
                select l.project, l.a as member, l.b from {{ both_ways(links) }} as l
                union all
                select l.project, own.least_member as member, l.b from {{ both_ways(links) }} as l
                inner join {{ component_members() }} as own on own.project = l.project and own.member = l.a
            ) as w
            inner join {{ component_members() }} as c on c.project = w.project and c.member = w.b
            inner join {{ component_members() }} as further on further.project = c.project and further.member = c.least_member
            group by w.project, w.member
        ) as found
        where found.project = had.project and found.member = had.member and found.least_member < had.least_member;
        if @@row_count = 0 then
            leave;
        end if;
    end loop;
    {%- endif -%}
{% endmacro %}
