select
    project,
    time_zone,
    cohort_week,
    period,
    cohort_users,
    active_users,
    share
from {{ ref('retention') }}
where (period = 0 and share <> 1) or share < 0 or share > 1 or active_users > cohort_users
