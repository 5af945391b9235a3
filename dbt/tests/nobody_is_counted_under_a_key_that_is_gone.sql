with

counted as (

    select project, user_key from {{ ref('company_visits') }}
    union distinct
    select project, user_key from {{ ref('int_page_weeks') }}
    union distinct
    select project, user_key from {{ ref('int_user_days') }}
    union distinct
    select project, user_key from {{ ref('int_user_devices') }}
    union distinct
    select project, user_key from {{ ref('int_user_event_types') }}
    union distinct
    select project, user_key from {{ ref('int_user_locations') }}
    union distinct
    select project, user_key from {{ ref('int_user_pages') }}
    union distinct
    select project, user_key from {{ ref('sessions') }}
    union distinct
    select project, user_key from {{ ref('users') }}

)

select
    c.project,
    c.user_key
from counted as c
where not exists (select 1 from {{ ref('user_identities') }} as i where i.project = c.project and i.user_key = c.user_key)
