{{ config(materialized='incremental', incremental_strategy=adding(), pre_hook="{{ forget_users() }}") }}
-- depends_on: {{ ref('int_user_events') }}
-- depends_on: {{ ref('int_reached_user_events') }}
-- depends_on: {{ ref('int_reached_users') }}
-- depends_on: {{ ref('int_identities') }}

select
    e.project,
    e.user_key,
    e.device_id,
    {{ last_by('e.device_family', time_and_text(seen_at('e'), 'e.uuid')) }} as device_family,
    {{ last_by('e.device_type', time_and_text(seen_at('e'), 'e.uuid')) }} as device_type,
    {{ last_by('e.platform', time_and_text(seen_at('e'), 'e.uuid')) }} as platform,
    {{ last_by('e.os_name', time_and_text(seen_at('e'), 'e.uuid')) }} as os_name,
    min({{ seen_at('e') }}) as first_seen,
    max({{ seen_at('e') }}) as last_seen,
    count(*) as events
from {{ user_events() }} as e
where e.device_id is not null
group by e.project, e.user_key, e.device_id
