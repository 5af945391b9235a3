{{ config(materialized='table', post_hook="insert into {{ source('bronze', 'refreshes') }} (load_number, refreshed_at) select load_number, cast({{ utc_now() }} as timestamp) from {{ this }} where load_number is not null") }}
-- depends_on: {{ ref('sessions') }}
-- depends_on: {{ ref('user_identities') }}
-- depends_on: {{ ref('int_reached_hours') }}

-- The last of all models: what it says is so only where every other one has come to its end.
select max(load_number) as load_number
from {{ ref('stg_loads') }}
