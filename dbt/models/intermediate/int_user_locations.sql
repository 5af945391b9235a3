{{ config(materialized='incremental', incremental_strategy=adding(), pre_hook="{{ forget_users() }}") }}
-- depends_on: {{ ref('int_user_events') }}
-- depends_on: {{ ref('int_reached_user_events') }}
-- depends_on: {{ ref('int_reached_users') }}
-- depends_on: {{ ref('int_identities') }}

select
    e.project,
    e.user_key,
    e.country,
    e.region,
    e.city,
    {{ last_by('e.dma', time_and_text(seen_at('e'), 'e.uuid')) }} as dma,
    min({{ seen_at('e') }}) as first_seen,
    max({{ seen_at('e') }}) as last_seen,
    count(*) as events
from {{ user_events() }} as e
where coalesce(e.country, e.region, e.city) is not null
group by e.project, e.user_key, e.country, e.region, e.city
