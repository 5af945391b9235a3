{{ config(materialized='incremental', incremental_strategy=adding(), pre_hook="{{ forget_users() }}") }}
-- depends_on: {{ ref('int_user_events') }}
-- depends_on: {{ ref('int_reached_user_events') }}
-- depends_on: {{ ref('int_reached_users') }}
-- depends_on: {{ ref('int_identities') }}

select
    e.project,
    e.user_key,
    e.event_type,
    min({{ seen_at('e') }}) as first_seen,
    max({{ seen_at('e') }}) as last_seen,
    count(*) as events
from {{ user_events() }} as e
where e.event_type is not null
group by e.project, e.user_key, e.event_type
