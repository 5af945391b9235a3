select
    project,
    user_key,
    min(identity) as least_identity,
    max(identities) as most_identities,
    count(*) as counted
from {{ ref('user_identities') }}
group by project, user_key
having min(identity) <> user_key or max(identities) <> count(*) or min(identities) <> count(*)
