{{ config(materialized='incremental', incremental_strategy=adding(), pre_hook="{{ forget_users() }}") }}
-- depends_on: {{ ref('int_user_events') }}
-- depends_on: {{ ref('int_reached_user_events') }}
-- depends_on: {{ ref('int_reached_users') }}
-- depends_on: {{ ref('int_identities') }}

-- Sorting is what costs: all events are sorted once, without their properties, and clicks once more with their texts.
with

events_on_pages as (

    select
        e.project,
        e.user_key,
        e.session_id,
        e.event_time,
        e.upload_hour,
        e.object,
        e.line,
        e.page_path,
        e.event_type
    from {{ user_events() }} as e
    where e.session_id is not null and e.time_is_plausible and e.page_path is not null and e.event_type <> 'session_end'

),

-- A page is on the screen from its view to the next one: view_number tells which view of the session an event comes after.
in_order as (

    select
        project,
        user_key,
        session_id,
        page_path,
        event_type,
        event_time,
        row_number() over (
            partition by project, user_key, session_id
            order by event_time, upload_hour, object, line
        ) as place,
        sum(case when event_type = '[Amplitude] Page Viewed' then 1 else 0 end) over (
            partition by project, user_key, session_id
            order by event_time, upload_hour, object, line
            rows between unbounded preceding and current row
        ) as view_number
    from events_on_pages

),

-- What happened on a page while one view was the last. The view itself is the first of its events.
stretches as (

    select
        project,
        user_key,
        session_id,
        page_path,
        view_number,
        min(case when event_type = '[Amplitude] Page Viewed' then event_time end) as viewed_at,
        min(case when event_type not in ('[Amplitude] Page Viewed', 'session_start') then event_time end) as acted_at,
        max(case when event_type = '[Amplitude] Form Started' then place end) as started_place,
        min(case when event_type = '[Amplitude] Form Started' then event_time end) as started_at,
        max(case when event_type = '[Amplitude] Form Submitted' then place end) as submitted_place,
        max(case when event_type in {{ named(var('caravan_error_events')) }} then event_time end) as failed_at,
        max(case when event_type in {{ named(var('caravan_search_events')) }} then event_time end) as searched_at,
        max(place) as last_place,
        max(event_time) as last_at
    from in_order
    group by project, user_key, session_id, page_path, view_number

),

views as (

    select
        project,
        user_key,
        page_path,
        viewed_at,
        case when acted_at is not null then {{ seconds_between('viewed_at', 'acted_at') }} end as seconds_to_first_action,
        lag(page_path) over (partition by project, user_key, session_id order by view_number) as page_before,
        lead(page_path) over (partition by project, user_key, session_id order by view_number) as page_after,
        {{ seconds_between('lag(viewed_at) over (partition by project, user_key, session_id order by view_number)', 'lead(viewed_at) over (partition by project, user_key, session_id order by view_number)') }} as seconds_away
    from stretches
    where viewed_at is not null

),

pages_of_sessions as (

    select
        project,
        user_key,
        session_id,
        page_path,
        max(started_place) as started_place,
        min(started_at) as started_at,
        max(submitted_place) as submitted_place,
        max(failed_at) as failed_at,
        max(searched_at) as searched_at,
        max(last_place) as last_place,
        max(last_at) as last_at
    from stretches
    group by project, user_key, session_id, page_path

),

visits as (

    select
        *,
        last_place = max(last_place) over (partition by project, user_key, session_id) as is_exit
    from pages_of_sessions

),

clicks as (

    select
        e.project,
        e.user_key,
        e.session_id,
        e.event_time,
        e.upload_hour,
        e.object,
        e.line,
        e.page_path,
        coalesce(e.element_text, '') as clicked_text
    from {{ user_events() }} as e
    where e.session_id is not null and e.time_is_plausible and e.page_path is not null and e.event_type = '[Amplitude] Element Clicked'

),

clicks_in_order as (

    select
        project,
        user_key,
        session_id,
        page_path,
        clicked_text,
        event_time,
        row_number() over (
            partition by project, user_key, session_id, page_path, clicked_text
            order by event_time, upload_hour, object, line
        ) as place,
        {{ seconds_between('lag(event_time) over (partition by project, user_key, session_id, page_path, clicked_text order by event_time, upload_hour, object, line)', 'event_time') }} as seconds_since_last
    from clicks

),

numbered_clicks as (

    select
        project,
        user_key,
        session_id,
        page_path,
        clicked_text,
        event_time,
        sum(case when seconds_since_last <= 1 then 0 else 1 end) over (
            partition by project, user_key, session_id, page_path, clicked_text
            order by place
            rows between unbounded preceding and current row
        ) as burst
    from clicks_in_order

),

bursts as (

    select
        project,
        user_key,
        page_path,
        min(event_time) as began_at
    from numbered_clicks
    group by project, user_key, session_id, page_path, clicked_text, burst
    having count(*) >= 3

),

-- Whatever is a share of something counts in that one's week: a form in that of its first start, an exit in that of the session's last event on the page.
parts as (

    select
        project,
        user_key,
        page_path,
        {{ week_of('viewed_at') }} as week,
        1 as views,
        case when page_before = page_after and page_before <> page_path and seconds_away <= 60 then 1 else 0 end as back_and_forth,
        0 as rage_clicks,
        0 as forms_started,
        0 as forms_abandoned,
        0 as sessions,
        0 as exits_after_error,
        0 as exits_after_search,
        seconds_to_first_action
    from views
    union all
    select
        project,
        user_key,
        page_path,
        {{ week_of('began_at') }},
        0,
        0,
        1,
        0,
        0,
        0,
        0,
        0,
        null
    from bursts
    union all
    select
        project,
        user_key,
        page_path,
        {{ week_of('started_at') }},
        0,
        0,
        0,
        1,
        case when started_place < submitted_place then 0 else 1 end,
        0,
        0,
        0,
        null
    from visits
    where started_at is not null
    union all
    select
        project,
        user_key,
        page_path,
        {{ week_of('last_at') }},
        0,
        0,
        0,
        0,
        0,
        1,
        case when is_exit and {{ seconds_between('failed_at', 'last_at') }} <= 30 then 1 else 0 end,
        case when is_exit and {{ seconds_between('searched_at', 'last_at') }} <= 30 then 1 else 0 end,
        null
    from visits

)

select
    project,
    user_key,
    page_path,
    week,
    cast(sum(views) as bigint) as views,
    cast(sum(back_and_forth) as bigint) as back_and_forth,
    cast(sum(rage_clicks) as bigint) as rage_clicks,
    cast(sum(forms_started) as bigint) as forms_started,
    cast(sum(forms_abandoned) as bigint) as forms_abandoned,
    cast(sum(sessions) as bigint) as sessions,
    cast(sum(exits_after_error) as bigint) as exits_after_error,
    cast(sum(exits_after_search) as bigint) as exits_after_search,
    -- Medians do not add up: every value is kept.
    {{ sorted_list('seconds_to_first_action') }} as seconds_to_first_action
from parts
group by project, user_key, page_path, week
