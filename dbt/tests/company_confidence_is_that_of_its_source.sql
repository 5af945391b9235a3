select
    project,
    user_key
from {{ ref('users') }}
where not coalesce(
    company is null and company_source is null and company_confidence is null
    or company is not null and company_source = 'group' and company_confidence = 0.95
    or company is not null and company_source = 'user property' and company_confidence = 0.8
    or company is not null and company_source = 'e-mail domain' and company_confidence = 0.6,
    false
)
