{{ config(materialized='incremental', incremental_strategy='append', pre_hook="{{ forget_users() }}") }}
-- depends_on: {{ ref('int_reached_users') }}

{% for zone in var('caravan_time_zones') %}
select
    i.project,
    '{{ zone }}' as time_zone,
    i.user_key,
    cast({{ in_time_zone('e.event_time', zone) }} as date) as day,
    count(*) as events,
    count(distinct e.session_id) as sessions
from {{ ref('events') }} as e
inner join {{ ref('int_identities') }} as i on i.project = e.project and i.identity = e.identity
where e.time_is_plausible
{% if is_incremental() %}
and {{ is_reached('e') }}
{% endif %}
group by i.project, i.user_key, cast({{ in_time_zone('e.event_time', zone) }} as date)
{% if not loop.last %}
union all
{% endif %}
{% endfor %}
