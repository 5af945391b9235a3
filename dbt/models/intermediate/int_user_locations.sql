{{ config(materialized='incremental', incremental_strategy='append', pre_hook="{{ forget_users() }}") }}
-- depends_on: {{ ref('int_reached_users') }}

select
    i.project,
    i.user_key,
    e.country,
    e.region,
    e.city,
    max_by(e.dma, {{ time_and_text(seen_at('e'), 'e.uuid') }}) as dma,
    min({{ seen_at('e') }}) as first_seen,
    max({{ seen_at('e') }}) as last_seen,
    count(*) as events
from {{ ref('events') }} as e
inner join {{ ref('int_identities') }} as i on i.project = e.project and i.identity = e.identity
where coalesce(e.country, e.region, e.city) is not null
{% if is_incremental() %}
and {{ is_reached('e') }}
{% endif %}
group by i.project, i.user_key, e.country, e.region, e.city
