{{ config(materialized='incremental', incremental_strategy=adding(), pre_hook="{{ forget_users() }}") }}
-- depends_on: {{ ref('int_user_events') }}
-- depends_on: {{ ref('int_reached_user_events') }}
-- depends_on: {{ ref('int_reached_users') }}
-- depends_on: {{ ref('int_identities') }}

with

seen as (

    select
        e.project,
        e.user_key,
        e.identities,
        e.uuid,
        -- What a clock that is far off says last must not be the last word for good.
        case when e.time_is_plausible then e.event_time else {{ timestamp_of('1970-01-01 00:00:00') }} end as event_time,
        case when e.time_is_plausible then e.event_time end as plausible_time,
        coalesce(e.server_upload_time, e.upload_hour) as uploaded_at,
        {{ proper_id('e.user_id') }} as user_id,
        {{ email_address('e.user_id') }} as user_id_email,
        {{ email_address('e.user_email') }} as property_email,
        e.group_company,
        e.property_company,
        e.country,
        -- Without a region or a city the place of an event is its country, not that and an older city.
        case when e.country is not null then coalesce(e.region, '') end as region,
        case when e.country is not null then coalesce(e.city, '') end as city,
        e.platform,
        e.upload_hour,
        e.object,
        e.line,
        e.has_user_properties
    from {{ user_events() }} as e

),

last_known as (

    select
        project,
        user_key,
        max(identities) as identities,
        {{ latest('s.user_id', 's') }} as user_id,
        coalesce({{ latest('s.user_id_email', 's') }}, {{ latest('s.property_email', 's') }}) as email,
        coalesce(min(plausible_time), min(uploaded_at)) as first_seen,
        coalesce(max(plausible_time), max(uploaded_at)) as last_seen,
        count(*) as events,
        {{ latest('s.country', 's') }} as country,
        nullif({{ latest('s.region', 's') }}, '') as region,
        nullif({{ latest('s.city', 's') }}, '') as city,
        {{ latest('s.platform', 's') }} as platform,
        {{ latest('s.group_company', 's') }} as group_company,
        {{ latest('s.property_company', 's') }} as property_company
    from seen as s
    group by project, user_key

),

with_domain as (

    select
        *,
        lower(regexp_replace(email, '^.*@', '')) as email_domain
    from last_known

),

with_company as (

    select
        *,
        case when email_domain not in {{ named(var('caravan_free_mail')) }} then email_domain end as domain_company
    from with_domain

),

-- Where the last properties stand: an event is narrow here, and its properties are not.
last_place as (

    select
        project,
        user_key,
        {{ latest('s.upload_hour', 's') }} as upload_hour,
        {{ latest('s.object', 's') }} as object,
        {{ latest('s.line', 's') }} as line
    from seen as s
    where has_user_properties
    group by project, user_key

),

last_properties as (

    select
        p.project,
        p.user_key,
        e.user_properties
    from {{ ref('events') }} as e
    inner join last_place as p on p.project = e.project and p.upload_hour = e.upload_hour and p.object = e.object and p.line = e.line

),

sessions_of_user as (

    select
        project,
        user_key,
        count(*) as sessions
    from {{ ref('sessions') }}
    group by project, user_key

),

devices_of_user as (

    select
        i.project,
        i.user_key,
        count(distinct l.device_id) as devices
    from {{ ref('int_identity_links') }} as l
    inner join {{ ref('int_identities') }} as i on i.project = l.project and i.identity = l.identity
    group by i.project, i.user_key

)

select
    u.project,
    u.user_key,
    u.user_id,
    u.email,
    u.email_domain,
    u.identities,
    u.first_seen,
    u.last_seen,
    u.events,
    coalesce(s.sessions, 0) as sessions,
    coalesce(d.devices, 0) as devices,
    u.country,
    u.region,
    u.city,
    u.platform,
    p.user_properties,
    coalesce(u.group_company, u.property_company, u.domain_company) as company,
    case
        when u.group_company is not null then 'group'
        when u.property_company is not null then 'user property'
        when u.domain_company is not null then 'e-mail domain'
    end as company_source,
    case
        when u.group_company is not null then 0.95
        when u.property_company is not null then 0.8
        when u.domain_company is not null then 0.6
    end as company_confidence
from with_company as u
left join last_properties as p on p.project = u.project and p.user_key = u.user_key
left join sessions_of_user as s on s.project = u.project and s.user_key = u.user_key
left join devices_of_user as d on d.project = u.project and d.user_key = u.user_key
