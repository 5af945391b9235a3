{{ config(materialized='incremental', incremental_strategy=adding(), pre_hook="{{ forget_events() }}") }}
-- depends_on: {{ ref('int_reached_events') }}
-- depends_on: {{ ref('int_counting_copies') }}

-- The same event can be in two files, in two hours, and in both twice. Few are, so that all others pass by without being sorted.
with

{% if is_incremental() %}

missing as (

    select
        c.project,
        c.upload_hour,
        c.object,
        c.line
    from {{ ref('int_counting_copies') }} as c
    where not exists (select 1 from {{ this }} as had where had.project = c.project and had.uuid = c.uuid)

)

{% else %}

repeated as (

    select
        project,
        uuid
    from {{ ref('stg_events') }}
    group by project, uuid
    having count(*) > 1

),

ranked as (

    select
        e.project,
        e.upload_hour,
        e.object,
        e.line,
        row_number() over (partition by e.project, e.uuid order by {{ newest_copy() }}) as place
    from {{ ref('stg_events') }} as e
    inner join repeated as r on r.project = e.project and r.uuid = e.uuid

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

{% endif %}

select
    e.*,
    coalesce(e.event_time <= {{ time_after('e.server_upload_time', 1, 'day') }} and e.event_time >= {{ timestamp_of('2012-01-01 00:00:00') }}, false) as time_is_plausible
from {{ ref('stg_events') }} as e
{% if is_incremental() %}
inner join missing as m on m.project = e.project and m.upload_hour = e.upload_hour and m.object = e.object and m.line = e.line
{% else %}
where not exists (
    select 1 from passed_over as p
    where p.project = e.project and p.upload_hour = e.upload_hour and p.object = e.object and p.line = e.line
)
{% endif %}
