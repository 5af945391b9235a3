select
    e.project,
    e.uuid,
    w.uuid as wide_uuid
from {{ ref('events') }} as e
full outer join {{ ref('events_wide') }} as w on w.project = e.project and w.uuid = e.uuid
where e.uuid is null or w.uuid is null
