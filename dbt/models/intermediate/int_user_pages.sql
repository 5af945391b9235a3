{{ config(materialized='incremental', incremental_strategy=adding(), pre_hook="{{ forget_users() }}") }}
-- depends_on: {{ ref('int_user_events') }}
-- depends_on: {{ ref('int_reached_user_events') }}
-- depends_on: {{ ref('int_reached_users') }}
-- depends_on: {{ ref('int_identities') }}

select
    e.project,
    e.user_key,
    e.page_path,
    count(*) as views,
    coalesce(min(case when e.time_is_plausible then e.event_time end), min(coalesce(e.server_upload_time, e.upload_hour))) as first_visit,
    coalesce(max(case when e.time_is_plausible then e.event_time end), max(coalesce(e.server_upload_time, e.upload_hour))) as last_visit
from {{ user_events() }} as e
where e.event_type = '[Amplitude] Page Viewed' and e.page_path is not null
group by e.project, e.user_key, e.page_path
