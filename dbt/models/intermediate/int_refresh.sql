{{ config(materialized='table', post_hook="insert into {{ source('bronze', 'refreshes') }} (load_number, refreshed_at) select load_number, cast({{ utc_now() }} as timestamp) from {{ this }} where load_number is not null") }}
-- depends_on: {{ ref('company_visits') }}
-- depends_on: {{ ref('daily_activity') }}
-- depends_on: {{ ref('devices') }}
-- depends_on: {{ ref('event_catalog') }}
-- depends_on: {{ ref('events_list') }}
-- depends_on: {{ ref('events_wide') }}
-- depends_on: {{ ref('locations') }}
-- depends_on: {{ ref('page_friction') }}
-- depends_on: {{ ref('retention') }}
-- depends_on: {{ ref('user_identities') }}

-- The last of all models: what it says is so only where every other one has come to its end.
select max(load_number) as load_number
from {{ ref('stg_loads') }}
