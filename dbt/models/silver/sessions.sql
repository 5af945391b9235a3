{{ config(materialized='incremental', incremental_strategy='append', pre_hook="{{ forget_users() }}") }}
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
    min_by(e.page_path, {{ order_key('e') }}) as entry_page,
    max_by(e.page_path, {{ order_key('e') }}) as exit_page,
    max_by(e.device_id, {{ order_key('e') }}) as device_id,
    max_by(e.platform, {{ order_key('e') }}) as platform,
    max_by(e.country, {{ order_key('e') }}) as country
from {{ user_events() }} as e
where e.session_id is not null and e.time_is_plausible
group by e.project, e.user_key, e.session_id
