{{ config(materialized='table') }}

select
    project,
    country,
    region,
    city,
    {{ last_by('dma', time_and_text('last_seen', 'user_key')) }} as dma,
    min(first_seen) as first_seen,
    max(last_seen) as last_seen,
    count(*) as users,
    cast(sum(events) as bigint) as events
from {{ ref('int_user_locations') }}
group by project, country, region, city
