with

users as (

    select
        project,
        time_zone,
        count(distinct user_key) as users
    from {{ ref('int_user_days') }}
    group by project, time_zone

),

new_users as (

    select
        project,
        time_zone,
        sum(new_users) as users
    from {{ ref('daily_activity') }}
    group by project, time_zone

)

select
    u.project,
    u.time_zone,
    u.users,
    n.users as new_users
from users as u
left join new_users as n on n.project = u.project and n.time_zone = u.time_zone
where n.users is null or n.users <> u.users
