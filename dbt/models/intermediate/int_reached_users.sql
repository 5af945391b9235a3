{{ config(materialized='incremental', incremental_strategy=adding(), pre_hook="{{ forget_all() }}") }}
-- depends_on: {{ ref('int_identities') }}
-- depends_on: {{ ref('int_reached_events') }}

-- Every key whose rows may be stale. The key that a user had before is the identity of somebody who is in the user now, or who left it, or whose
-- events are gone: all of them are here, and a row of each identity tells whose events are to be looked at again. The key of one who never had
-- events and is gone is not here: forget_users() sees to that.
{% if is_incremental() %}

with

users as (

    select distinct
        project,
        user_key
    from {{ ref('int_identities') }}
    where load_number > {{ last_refresh() }}

)

select
    i.project,
    i.identity as user_key
from {{ ref('int_identities') }} as i
inner join users as u on u.project = i.project and u.user_key = i.user_key
union distinct
select
    project,
    identity as user_key
from {{ ref('int_reached_events') }}

{% else %}

-- Whatever reads this is built anew, from everybody.
select
    project,
    user_key
from {{ ref('int_identities') }}
where false

{% endif %}
