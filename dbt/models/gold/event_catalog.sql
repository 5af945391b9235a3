{{ config(materialized='table') }}

with

entries as (

    select
        project,
        kind,
        event_type,
        property,
        case when kind = 'event' then event_type else property end as name,
        case when kind = 'event property' then event_type else '' end as place,
        min(first_seen) as first_seen,
        max(last_seen) as last_seen,
        cast(sum(events) as bigint) as events,
        {{ text_list('type') }} as types
    from {{ ref('int_hour_properties') }}
    group by project, kind, event_type, property

),

collisions as (

    select
        e.project,
        e.kind,
        e.place,
        e.name,
        {{ text_list('other.name') }} as collides_with
    from entries as e
    inner join entries as other
        on other.project = e.project and other.kind = e.kind and other.place = e.place and lower(other.name) = lower(e.name) and other.name <> e.name
    group by e.project, e.kind, e.place, e.name

),

newest_hours as (

    select
        project,
        max(upload_hour) as upload_hour
    from {{ ref('stg_loads') }}
    group by project

)

select
    e.project,
    e.kind,
    e.event_type,
    e.property,
    e.first_seen,
    e.last_seen,
    e.events,
    e.types,
    c.collides_with,
    e.first_seen >= {{ time_after('n.upload_hour', -7, 'day') }} as is_new_this_week
from entries as e
inner join newest_hours as n on n.project = e.project
left join collisions as c on c.project = e.project and c.kind = e.kind and c.place = e.place and c.name = e.name
