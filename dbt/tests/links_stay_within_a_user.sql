select
    m.project,
    m.a,
    m.b,
    a.user_key as user_of_a,
    b.user_key as user_of_b
from {{ ref('int_merges') }} as m
left join {{ ref('user_identities') }} as a on a.project = m.project and a.identity = m.a
left join {{ ref('user_identities') }} as b on b.project = m.project and b.identity = m.b
where a.user_key is null or b.user_key is null or a.user_key <> b.user_key
