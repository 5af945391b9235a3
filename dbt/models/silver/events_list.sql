{{ config(materialized='table') }}

select
    project,
    event_type,
    min(first_seen) as first_seen,
    max(last_seen) as last_seen,
    count(*) as users,
    cast(sum(events) as bigint) as events
from {{ ref('int_user_event_types') }}
group by project, event_type
