{{ config(materialized='table') }}

-- Two people may spell the name of their company in two ways: it is shown as the one who was seen last spells it.
with

employees as (

    select
        project,
        user_key,
        user_id,
        first_value(company) over (
            partition by project, {{ spelling_key('company') }}
            order by last_seen desc, user_key
            rows between unbounded preceding and unbounded following
        ) as company,
        company_source,
        company_confidence
    from {{ ref('users') }}
    where company is not null

)

select
    u.project,
    u.company,
    u.company_source,
    u.company_confidence,
    u.user_key,
    u.user_id,
    p.page_path,
    p.views,
    p.first_visit,
    p.last_visit
from employees as u
inner join {{ ref('int_user_pages') }} as p on p.project = u.project and p.user_key = u.user_key
