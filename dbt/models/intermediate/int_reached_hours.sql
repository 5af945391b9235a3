{{ config(materialized='incremental', incremental_strategy=adding(), pre_hook="{{ forget_all() }}") }}

select
    project,
    upload_hour
from {{ ref('int_reached_events') }}
union distinct
select
    project,
    upload_hour
from {{ ref('stg_loads') }}
where is_new
