{{ config(materialized='table') }}

with

active as (

    select distinct
        project,
        time_zone,
        user_key,
        {{ week_of('day') }} as week
    from {{ ref('int_user_days') }}

),

of_cohort as (

    select
        project,
        time_zone,
        week,
        min(week) over (partition by project, time_zone, user_key) as cohort_week
    from active

),

active_users as (

    select
        project,
        time_zone,
        cohort_week,
        week,
        count(*) as users
    from of_cohort
    group by project, time_zone, cohort_week, week

),

-- The week that the last minute of the newest loaded hour is in: periods after it have not begun.
newest_weeks as (

    {% for zone in var('caravan_time_zones') %}
    select
        project,
        '{{ zone }}' as time_zone,
        {{ week_of(in_time_zone(time_after('max(upload_hour)', 59, 'minute'), zone)) }} as week
    from {{ ref('stg_loads') }}
    group by project
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

),

-- Also periods in which nobody came.
periods as (

    select
        c.project,
        c.time_zone,
        c.cohort_week,
        n.number as period,
        {{ days_after('c.cohort_week', '7 * n.number') }} as week,
        c.users as cohort_users
    from active_users as c
    inner join newest_weeks as w on w.project = c.project and w.time_zone = c.time_zone
    inner join {{ ref('int_numbers') }} as n on 7 * n.number <= {{ days_between('c.cohort_week', 'w.week') }}
    where c.week = c.cohort_week

)

select
    p.project,
    p.time_zone,
    p.cohort_week,
    p.period,
    p.cohort_users,
    coalesce(a.users, 0) as active_users,
    coalesce(a.users, 0) / p.cohort_users as share
from periods as p
left join active_users as a
    on a.project = p.project and a.time_zone = p.time_zone and a.cohort_week = p.cohort_week and a.week = p.week
