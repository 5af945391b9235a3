with

plausible as (

    select
        project,
        count(*) as events
    from {{ ref('events') }}
    where time_is_plausible
    group by project

),

of_days as (

    select
        project,
        time_zone,
        sum(events) as events
    from {{ ref('daily_activity') }}
    group by project, time_zone

)

select
    p.project,
    d.time_zone,
    p.events,
    d.events as events_of_days
from plausible as p
left join of_days as d on d.project = p.project
where d.events is null or d.events <> p.events
