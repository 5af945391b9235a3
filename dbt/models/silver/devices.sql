{{ config(materialized='table') }}

select
    project,
    device_id,
    {{ last_by('device_family', time_and_text('last_seen', 'user_key')) }} as device_family,
    {{ last_by('device_type', time_and_text('last_seen', 'user_key')) }} as device_type,
    {{ last_by('platform', time_and_text('last_seen', 'user_key')) }} as platform,
    {{ last_by('os_name', time_and_text('last_seen', 'user_key')) }} as os_name,
    min(first_seen) as first_seen,
    max(last_seen) as last_seen,
    count(*) as users,
    cast(sum(events) as bigint) as events
from {{ ref('int_user_devices') }}
group by project, device_id
