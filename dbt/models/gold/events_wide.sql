{{ config(materialized='incremental', incremental_strategy='append', pre_hook="{{ forget_users() }}") }}
-- depends_on: {{ ref('int_reached_users') }}

select
    e.project,
    e.uuid,
    e.event_type,
    e.event_time,
    e.time_is_plausible,
    e.client_event_time,
    e.server_upload_time,
    e.upload_hour,
    i.user_key,
    u.user_id,
    u.email_domain as user_email_domain,
    u.company,
    u.company_confidence,
    u.first_seen as user_first_seen,
    e.time_is_plausible and cast(e.event_time as date) = cast(u.first_seen as date) as is_new_user_day,
    e.user_id as event_user_id,
    e.amplitude_id,
    e.session_id,
    s.started_at as session_started_at,
    s.seconds as session_seconds,
    s.events as session_events,
    s.page_views as session_page_views,
    s.entry_page as session_entry_page,
    s.exit_page as session_exit_page,
    e.device_id,
    e.device_family,
    e.device_type,
    e.device_manufacturer,
    e.device_brand,
    e.device_model,
    e.platform,
    e.os_name,
    e.os_version,
    e.language,
    e.country,
    e.region,
    e.city,
    e.dma,
    e.location_lat,
    e.location_lng,
    e.ip_address,
    e.app,
    e.library,
    e.version_name,
    e.event_id,
    e.insert_id,
    e.page_path,
    e.page_title,
    e.page_url,
    e.event_groups,
    e.event_properties,
    e.user_properties,
    e.group_properties
from {{ ref('events') }} as e
inner join {{ ref('int_identities') }} as i on i.project = e.project and i.identity = e.identity
left join {{ ref('users') }} as u on u.project = i.project and u.user_key = i.user_key
left join {{ ref('sessions') }} as s on s.project = i.project and s.user_key = i.user_key and s.session_id = e.session_id
{% if is_incremental() %}
where {{ is_reached('e') }}
{% endif %}
