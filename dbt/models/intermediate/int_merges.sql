{{ config(materialized='table') }}

-- A hub's identities are linked to the least of them, so that a hub of many is as many links and no more.
with

of_user as (

    select
        project,
        identity,
        min(identity) over (partition by project, user_id) as other
    from {{ ref('int_identity_links') }}
    where user_id is not null

),

-- Whose device it is can be said where at most one user ever was on it: one that is shared joins nobody.
one_user as (

    select
        project,
        device_id
    from {{ ref('int_identity_links') }}
    where device_id is not null
    group by project, device_id
    having count(distinct user_id) <= 1 and count(distinct identity) > 1

),

of_device as (

    select
        l.project,
        l.identity,
        min(l.identity) over (partition by l.project, l.device_id) as other
    from {{ ref('int_identity_links') }} as l
    inner join one_user as d on d.project = l.project and d.device_id = l.device_id

),

-- What Amplitude itself says.
of_amplitude as (

    select
        project,
        identity,
        merged_identity as other
    from {{ ref('int_identity_links') }}
    where merged_identity is not null

)

select project, identity as a, other as b from of_user where identity <> other
union distinct
select project, identity as a, other as b from of_device where identity <> other
union distinct
select project, identity as a, other as b from of_amplitude where identity <> other
