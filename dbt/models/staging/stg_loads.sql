{{ config(materialized='table') }}

-- What this refresh goes by from its first model to its last, whatever is loaded meanwhile.
select
    project,
    hour as upload_hour,
    revision,
    load_number,
    events,
    rejected,
    load_number > {{ last_refresh() }} as is_new
from {{ source('bronze', 'loads') }}
