{{ config(materialized='table') }}

with

weeks as (

    select
        project,
        page_path,
        week,
        cast(sum(views) as bigint) as views,
        count(case when views > 0 then user_key end) as visitors,
        cast(sum(sessions) as bigint) as sessions,
        cast(sum(back_and_forth) as bigint) as back_and_forth,
        cast(sum(rage_clicks) as bigint) as rage_clicks,
        cast(sum(forms_started) as bigint) as forms_started,
        cast(sum(forms_abandoned) as bigint) as forms_abandoned,
        cast(sum(exits_after_error) as bigint) as exits_after_error,
        cast(sum(exits_after_search) as bigint) as exits_after_search
    from {{ ref('int_page_weeks') }}
    group by project, page_path, week

),

first_actions as (

    select
        w.project,
        w.page_path,
        w.week,
        {{ number_of_each() }} as seconds
    from {{ ref('int_page_weeks') }} as w
    cross join {{ each_of('w.seconds_to_first_action') }}

),

-- Functions for medians are exact in some warehouses and not in others; the middle of a numbered row is the same in all.
numbered as (

    select
        project,
        page_path,
        week,
        seconds,
        row_number() over (partition by project, page_path, week order by seconds) as place,
        count(*) over (partition by project, page_path, week) as actions,
        row_number() over (partition by project order by seconds) as place_in_project,
        count(*) over (partition by project) as actions_in_project
    from first_actions

),

medians as (

    select
        project,
        page_path,
        week,
        max(actions) as actions,
        avg(seconds) as median_seconds
    from numbered
    where place * 2 between actions and actions + 2
    group by project, page_path, week

),

projects as (

    select
        project,
        avg(seconds) as median_seconds
    from numbered
    where place_in_project * 2 between actions_in_project and actions_in_project + 2
    group by project

),

components as (

    select
        w.*,
        m.median_seconds as median_seconds_to_first_action,
        {{ damped('w.back_and_forth', 'w.views') }} as c_back_and_forth,
        {{ damped('w.rage_clicks', 'w.sessions') }} as c_rage_clicks,
        {{ damped('w.forms_abandoned', 'w.forms_started') }} as c_forms_abandoned,
        {{ damped('w.exits_after_error', 'w.sessions') }} as c_exits_after_error,
        {{ damped('w.exits_after_search', 'w.sessions') }} as c_exits_after_search,
        case when m.median_seconds > p.median_seconds then (1 - p.median_seconds / m.median_seconds) * {{ evidence('m.actions') }} else 0 end as c_seconds_to_first_action
    from weeks as w
    left join medians as m on m.project = w.project and m.page_path = w.page_path and m.week = w.week
    left join projects as p on p.project = w.project

)

select
    project,
    page_path,
    week,
    views,
    visitors,
    sessions,
    back_and_forth,
    rage_clicks,
    forms_started,
    forms_abandoned,
    exits_after_error,
    exits_after_search,
    median_seconds_to_first_action,
    c_back_and_forth,
    c_rage_clicks,
    c_forms_abandoned,
    c_exits_after_error,
    c_exits_after_search,
    c_seconds_to_first_action,
    20 * c_back_and_forth + 25 * c_rage_clicks + 20 * c_forms_abandoned + 15 * c_exits_after_error + 10 * c_exits_after_search + 10 * c_seconds_to_first_action as score
from components
