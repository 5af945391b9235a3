{{ config(materialized='view') }}

-- What models of users read. No JSON: a refresh reads all events of everybody whom it reaches, and those lie scattered over the whole table.
select
    e.project,
    i.user_key,
    i.identities,
    e.identity,
    e.uuid,
    e.event_type,
    e.event_time,
    e.server_upload_time,
    e.time_is_plausible,
    e.upload_hour,
    e.object,
    e.line,
    e.session_id,
    e.user_id,
    e.device_id,
    e.platform,
    e.os_name,
    e.device_family,
    e.device_type,
    e.country,
    e.region,
    e.city,
    e.dma,
    e.page_path,
    e.element_text,
    e.user_email,
    e.group_company,
    e.property_company,
    e.has_user_properties
from {{ ref('events') }} as e
inner join {{ ref('int_identities') }} as i on i.project = e.project and i.identity = e.identity
