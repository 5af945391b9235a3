select
    e.project,
    e.uuid,
    e.identity
from {{ ref('events') }} as e
where not exists (select 1 from {{ ref('user_identities') }} as i where i.project = e.project and i.identity = e.identity)
