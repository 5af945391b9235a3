with

last_days as (

    select
        project,
        time_zone,
        day,
        wau,
        mau,
        row_number() over (partition by project, time_zone order by day desc) as place
    from {{ ref('daily_activity') }}

),

counted as (

    select
        l.project,
        l.time_zone,
        l.day,
        l.wau,
        l.mau,
        count(distinct case when {{ days_between('u.day', 'l.day') }} < 7 then u.user_key end) as users_of_7_days,
        count(distinct u.user_key) as users_of_30_days
    from last_days as l
    inner join {{ ref('int_user_days') }} as u
        on u.project = l.project and u.time_zone = l.time_zone and u.day <= l.day and {{ days_between('u.day', 'l.day') }} < 30
    where l.place <= 3
    group by l.project, l.time_zone, l.day, l.wau, l.mau

)

select
    project,
    time_zone,
    day,
    wau,
    users_of_7_days,
    mau,
    users_of_30_days
from counted
where wau <> users_of_7_days or mau <> users_of_30_days
