{{ config(materialized='table') }}

-- A user counts for the 7 or 30 days that begin with each active day, up to the next active day, which counts on from there. So each active day
-- is one step up and one step down, and the users of a day are the sum of all steps until then.
with

active as (

    select
        project,
        time_zone,
        day,
        events,
        sessions,
        min(day) over (partition by project, time_zone, user_key) as first_day,
        lead(day) over (partition by project, time_zone, user_key order by day) as next_day
    from {{ ref('int_user_days') }}

),

steps as (

    select
        project,
        time_zone,
        day,
        1 as daily,
        1 as weekly,
        1 as monthly,
        case when day = first_day then 1 else 0 end as first,
        events,
        sessions
    from active
    union all
    select
        project,
        time_zone,
        least({{ days_after('day', 7) }}, coalesce(next_day, {{ days_after('day', 7) }})) as day,
        0 as daily,
        -1 as weekly,
        0 as monthly,
        0 as first,
        0 as events,
        0 as sessions
    from active
    union all
    select
        project,
        time_zone,
        least({{ days_after('day', 30) }}, coalesce(next_day, {{ days_after('day', 30) }})) as day,
        0 as daily,
        0 as weekly,
        -1 as monthly,
        0 as first,
        0 as events,
        0 as sessions
    from active

),

steps_of_day as (

    select
        project,
        time_zone,
        day,
        sum(daily) as daily,
        sum(weekly) as weekly,
        sum(monthly) as monthly,
        sum(first) as first,
        sum(events) as events,
        sum(sessions) as sessions
    from steps
    group by project, time_zone, day

),

spans as (

    select
        project,
        time_zone,
        min(day) as first_day,
        max(day) as last_day
    from active
    group by project, time_zone

),

-- Also days on which nobody came.
days as (

    select
        s.project,
        s.time_zone,
        {{ days_after('s.first_day', 'n.number') }} as day
    from spans as s
    inner join {{ ref('int_numbers') }} as n on n.number <= {{ days_between('s.first_day', 's.last_day') }}

),

counted as (

    select
        d.project,
        d.time_zone,
        d.day,
        cast(coalesce(s.daily, 0) as bigint) as dau,
        cast(sum(s.weekly) over (partition by d.project, d.time_zone order by d.day rows unbounded preceding) as bigint) as wau,
        cast(sum(s.monthly) over (partition by d.project, d.time_zone order by d.day rows unbounded preceding) as bigint) as mau,
        cast(coalesce(s.first, 0) as bigint) as new_users,
        cast(coalesce(s.events, 0) as bigint) as events,
        cast(coalesce(s.sessions, 0) as bigint) as sessions
    from days as d
    left join steps_of_day as s on s.project = d.project and s.time_zone = d.time_zone and s.day = d.day

)

select
    project,
    time_zone,
    day,
    dau,
    wau,
    mau,
    new_users,
    dau - new_users as returning_users,
    case when mau > 0 then dau / mau else 0 end as stickiness,
    events,
    sessions
from counted
