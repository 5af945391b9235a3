{{ config(materialized='view') }}

select
    project,
    identity,
    {{ try_bigint('identity') }} as amplitude_id,
    user_key,
    identities
from {{ ref('int_identities') }}
