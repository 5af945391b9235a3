select
    project,
    time_zone,
    day,
    dau,
    new_users,
    returning_users
from {{ ref('daily_activity') }}
where new_users + returning_users <> dau or new_users < 0 or returning_users < 0
