{{ config(materialized='incremental', incremental_strategy=adding(), pre_hook="{{ forget_identities() }}") }}
-- depends_on: {{ ref('int_reached_events') }}

select distinct
    e.project,
    e.identity,
    {{ proper_id('e.user_id') }} as user_id,
    {{ proper_id('e.device_id') }} as device_id,
    {{ proper_id(json_text('e.data', 'merged_amplitude_id')) }} as merged_identity
from {{ ref('events') }} as e
{% if is_incremental() %}
where exists (select 1 from {{ ref('int_reached_events') }} as r where r.project = e.project and r.identity = e.identity)
{% endif %}
