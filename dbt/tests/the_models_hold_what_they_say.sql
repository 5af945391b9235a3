select load_number
from {{ ref('int_refresh') }}
where load_number > {{ last_refresh() }}
