{{ config(materialized='incremental', incremental_strategy=adding(), pre_hook="{{ forget_all() }}") }}

-- Of each event that is reached, the copy that counts. What silver.events holds already need not be read again, which is what costs.
with

ranked as (

    select
        project,
        uuid,
        upload_hour,
        object,
        line,
        row_number() over (partition by project, uuid order by {{ newest_copy() }}) as place
    from {{ ref('int_reached_events') }}
    where is_there

)

select
    project,
    uuid,
    upload_hour,
    object,
    line
from ranked
where place = 1
