select
    project,
    time_zone,
    day,
    dau,
    wau,
    mau
from {{ ref('daily_activity') }}
where dau < 0 or dau > wau or wau > mau
