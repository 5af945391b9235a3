{{ config(materialized='incremental', incremental_strategy=adding(), pre_hook="{{ forget_hours() }}") }}
-- depends_on: {{ ref('int_reached_hours') }}

-- Events first fall together by the shape of their properties, and only then the few shapes fall apart into properties. A shape is read as JSON:
-- as a structure city and City would be the same.
with

event_shapes as (

    select
        e.project,
        e.upload_hour,
        e.event_type,
        {{ json_shape('e.event_properties') }} as shape,
        min({{ seen_at('e') }}) as first_seen,
        max({{ seen_at('e') }}) as last_seen,
        count(*) as events
    from {{ ref('events') }} as e
    where e.event_type is not null
    {% if is_incremental() %}
    and {{ is_of_reached_hour('e') }}
    {% endif %}
    group by e.project, e.upload_hour, e.event_type, {{ json_shape('e.event_properties') }}

),

user_shapes as (

    select
        e.project,
        e.upload_hour,
        {{ json_shape('e.user_properties') }} as shape,
        min({{ seen_at('e') }}) as first_seen,
        max({{ seen_at('e') }}) as last_seen,
        count(*) as events
    from {{ ref('events') }} as e
    {% if is_incremental() %}
    where {{ is_of_reached_hour('e') }}
    {% endif %}
    group by e.project, e.upload_hour, {{ json_shape('e.user_properties') }}

),

seen as (

    select
        project,
        upload_hour,
        'event' as kind,
        event_type,
        cast(null as {{ text_type() }}) as property,
        cast(null as {{ text_type() }}) as type,
        first_seen,
        last_seen,
        events
    from event_shapes
    union all
    select
        s.project,
        s.upload_hour,
        'event property' as kind,
        s.event_type,
        {{ key_of_each() }} as property,
        {{ type_of_each('s.shape') }} as type,
        s.first_seen,
        s.last_seen,
        s.events
    from event_shapes as s
    {{ each_key('s.shape') }}
    where substr(s.shape, 1, 1) = '{'
    union all
    select
        s.project,
        s.upload_hour,
        'user property' as kind,
        cast(null as {{ text_type() }}) as event_type,
        {{ key_of_each() }} as property,
        {{ type_of_each('s.shape') }} as type,
        s.first_seen,
        s.last_seen,
        s.events
    from user_shapes as s
    {{ each_key('s.shape') }}
    where substr(s.shape, 1, 1) = '{'

)

select
    project,
    upload_hour,
    kind,
    event_type,
    property,
    type,
    min(first_seen) as first_seen,
    max(last_seen) as last_seen,
    cast(sum(events) as bigint) as events
from seen
group by project, upload_hour, kind, event_type, property, type
