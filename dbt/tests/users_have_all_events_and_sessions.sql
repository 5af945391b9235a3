-- Every event is of one user, and every session.
with

users as (

    select
        project,
        sum(events) as events,
        sum(sessions) as sessions
    from {{ ref('users') }}
    group by project

),

events as (

    select
        project,
        count(*) as events
    from {{ ref('events') }}
    group by project

),

sessions as (

    select
        project,
        count(*) as sessions
    from {{ ref('sessions') }}
    group by project

)

select e.project
from events as e
left join users as u on u.project = e.project
left join sessions as s on s.project = e.project
where u.events is null or u.events <> e.events or u.sessions <> coalesce(s.sessions, 0)
