-- Nothing goes wrong more often than it can, and what is made of it stays on its scale.
select
    project,
    page_path,
    week
from {{ ref('page_friction') }}
where back_and_forth > views
    or visitors > views
    or forms_abandoned > forms_started
    or exits_after_error > sessions
    or exits_after_search > sessions
    or least(c_back_and_forth, c_rage_clicks, c_forms_abandoned, c_exits_after_error, c_exits_after_search, c_seconds_to_first_action) < 0
    or greatest(c_back_and_forth, c_rage_clicks, c_forms_abandoned, c_exits_after_error, c_exits_after_search, c_seconds_to_first_action) > 1
    or score < 0
    or score > 100
