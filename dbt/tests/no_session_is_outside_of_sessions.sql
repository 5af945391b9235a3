select
    project,
    user_key,
    session_id
from {{ ref('sessions') }}
where session_id = -1
