-- Page friction counts the page views of sessions, each in one week, and company visits no more than there are at all.
with

friction as (

    select
        project,
        sum(views) as views
    from {{ ref('page_friction') }}
    group by project

),

sessions as (

    select
        project,
        sum(page_views) as page_views
    from {{ ref('sessions') }}
    group by project

)

select f.project
from friction as f
left join sessions as s on s.project = f.project
where s.page_views is null or f.views > s.page_views
