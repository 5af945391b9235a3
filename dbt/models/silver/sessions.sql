{{ config(materialized='incremental', incremental_strategy=adding(), pre_hook="{{ forget_users() }}") }}
-- depends_on: {{ ref('int_user_events') }}
-- depends_on: {{ ref('int_reached_user_events') }}
-- depends_on: {{ ref('int_reached_users') }}
-- depends_on: {{ ref('int_identities') }}

select
    e.project,
    e.user_key,
    e.session_id,
    min(e.event_time) as started_at,
    max(e.event_time) as ended_at,
    {{ seconds_between('min(e.event_time)', 'max(e.event_time)') }} as seconds,
    count(*) as events,
    count(case when e.event_type = '[Amplitude] Page Viewed' then 1 end) as page_views,
    {{ first_by('e.page_path', order_key('e')) }} as entry_page,
    {{ last_by('e.page_path', order_key('e')) }} as exit_page,
    {{ last_by('e.device_id', order_key('e')) }} as device_id,
    {{ last_by('e.platform', order_key('e')) }} as platform,
    {{ last_by('e.country', order_key('e')) }} as country
from {{ user_events() }} as e
where e.session_id is not null and e.time_is_plausible
group by e.project, e.user_key, e.session_id
