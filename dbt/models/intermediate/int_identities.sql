{{ config(materialized='incremental', incremental_strategy=adding(), pre_hook="{{ forget_changed_identities() }}") }}
-- depends_on: {{ ref('int_reached_events') }}

-- load_number stays until a load reaches the identity again, or somebody joins or leaves its user.
select
    k.project,
    k.identity,
    k.user_key,
    k.identities,
    (select max(load_number) from {{ ref('stg_loads') }}) as load_number
from {{ ref('int_user_keys') }} as k
{% if is_incremental() %}
where not exists (select 1 from {{ this }} as had where had.project = k.project and had.identity = k.identity)
{% endif %}
