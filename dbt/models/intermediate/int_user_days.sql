{{ config(materialized='incremental', incremental_strategy=adding(), pre_hook="{{ forget_users() }}") }}
-- depends_on: {{ ref('int_user_events') }}
-- depends_on: {{ ref('int_reached_user_events') }}
-- depends_on: {{ ref('int_reached_users') }}
-- depends_on: {{ ref('int_identities') }}

{% for zone in var('caravan_time_zones') %}
select
    e.project,
    '{{ zone }}' as time_zone,
    e.user_key,
    cast({{ in_time_zone('e.event_time', zone) }} as date) as day,
    count(*) as events,
    count(distinct e.session_id) as sessions
from {{ user_events() }} as e
where e.time_is_plausible
group by e.project, e.user_key, cast({{ in_time_zone('e.event_time', zone) }} as date)
{% if not loop.last %}
union all
{% endif %}
{% endfor %}
