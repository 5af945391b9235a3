{{ config(materialized='incremental', incremental_strategy=adding(), pre_hook="{{ forget_all() }}") }}
-- depends_on: {{ ref('int_reached_users') }}

-- Read once for all models of users.
select e.*
from {{ ref('int_user_events') }} as e
{% if is_incremental() %}
where exists (select 1 from {{ ref('int_reached_users') }} as r where r.project = e.project and r.user_key = e.identity)
{% else %}
where false
{% endif %}
