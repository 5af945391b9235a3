{{ config(materialized='incremental', incremental_strategy='append', pre_hook="{{ forget_events() }}") }}
-- depends_on: {{ ref('int_reached_events') }}

-- The same event can be in two files, in two hours, and in both twice. Few are, so that all others pass by without being sorted.
with

copies as (

    select
        e.project,
        e.uuid,
        e.upload_hour,
        e.revision,
        e.object,
        e.line
    from {{ ref('stg_events') }} as e
    {% if is_incremental() %}
    where exists (select 1 from {{ ref('int_reached_events') }} as r where r.project = e.project and r.uuid = e.uuid)
    {% endif %}

),

repeated as (

    select
        project,
        uuid
    from copies
    group by project, uuid
    having count(*) > 1

),

ranked as (

    select
        c.*,
        row_number() over (partition by c.project, c.uuid order by c.revision desc, c.upload_hour desc, c.object, c.line) as place
    from copies as c
    inner join repeated as r on r.project = c.project and r.uuid = c.uuid

),

passed_over as (

    select
        project,
        upload_hour,
        object,
        line
    from ranked
    where place > 1

)

select
    e.*,
    coalesce(e.event_time <= e.server_upload_time + interval '1' day and e.event_time >= timestamp '2012-01-01 00:00:00', false) as time_is_plausible
from {{ ref('stg_events') }} as e
where not exists (
    select 1 from passed_over as p
    where p.project = e.project and p.upload_hour = e.upload_hour and p.object = e.object and p.line = e.line
)
{% if is_incremental() %}
and exists (select 1 from {{ ref('int_reached_events') }} as r where r.project = e.project and r.uuid = e.uuid)
{% endif %}
