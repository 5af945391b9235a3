{{ config(materialized='table', pre_hook="{{ join_components(ref('int_merges')) }}") }}

with

merged as (

    select
        project,
        member as identity,
        least_member as user_key
    from ({{ components(ref('int_merges')) }}) as component

),

alone as (

    select distinct
        l.project,
        l.identity,
        l.identity as user_key
    from {{ ref('int_identity_links') }} as l
    where not exists (select 1 from merged as m where m.project = l.project and m.identity = l.identity)

),

everybody as (

    select project, identity, user_key from merged
    union all
    select project, identity, user_key from alone

)

select
    project,
    identity,
    user_key,
    count(*) over (partition by project, user_key) as identities
from everybody
