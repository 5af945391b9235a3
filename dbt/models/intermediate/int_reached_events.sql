{{ config(materialized='incremental', incremental_strategy=adding(), pre_hook="{{ forget_all() }}") }}
-- depends_on: {{ ref('stg_loads') }}

{% if is_incremental() %}

with

came as (

    select
        e.project,
        e.uuid
    from {{ ref('stg_events') }} as e
    inner join {{ ref('stg_loads') }} as l on l.project = e.project and l.upload_hour = e.upload_hour
    where l.is_new

),

went as (

    select
        r.project,
        {{ event_key('r') }} as uuid,
        r.hour as upload_hour,
        r.object,
        r.line,
        {{ identity_of('r') }} as identity
    from {{ source('bronze', 'replaced') }} as r
    where r.load_number > {{ last_refresh() }}

),

reached as (

    select project, uuid from came
    union distinct
    select project, uuid from went

),

-- Found by uuid alone, which is read quickly: so the other columns are read of these hours only. An event without a uuid has no copy elsewhere.
hours as (

    select
        b.project,
        b.hour as upload_hour
    from {{ source('bronze', 'events') }} as b
    inner join reached as r on r.project = b.project and r.uuid = b.uuid
    union distinct
    select
        project,
        upload_hour
    from {{ ref('stg_loads') }}
    where is_new

)

select
    e.project,
    e.uuid,
    e.upload_hour,
    e.revision,
    e.object,
    e.line,
    e.identity,
    true as is_there
from {{ ref('stg_events') }} as e
inner join hours as h on h.project = e.project and h.upload_hour = e.upload_hour
inner join reached as r on r.project = e.project and r.uuid = e.uuid
union all
select
    project,
    uuid,
    upload_hour,
    cast(null as integer) as revision,
    object,
    line,
    identity,
    false as is_there
from went

{% else %}

-- Whatever reads this is built anew, from everything.
select
    project,
    uuid,
    upload_hour,
    revision,
    object,
    line,
    identity,
    true as is_there
from {{ ref('stg_events') }}
where false

{% endif %}
