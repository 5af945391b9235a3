{# What a refresh touches. A refresh that breaks off anywhere is made good by the next one, which reaches the same things again:
   only int_refresh, the last model of all, says that the models hold a load. #}

{# The last load that all models hold; -1 before the first refresh. #}
{% macro last_refresh() %}(select coalesce(max(load_number), -1) from {{ source('bronze', 'refreshes') }}){% endmacro %}

{# Before a model is brought up to date: its rows of whatever this refresh reaches go. Nothing is there to go when it is built anew. #}
{% macro forget_events() %}
    {%- if is_incremental() -%}
    delete from {{ this }} as had
    where exists (select 1 from {{ ref('int_reached_events') }} as r where r.project = had.project and r.uuid = had.uuid)
    and not exists (
        select 1 from {{ ref('int_counting_copies') }} as c
        where c.project = had.project and c.uuid = had.uuid and c.upload_hour = had.upload_hour and c.object = had.object and c.line = had.line
    )
    {%- endif -%}
{% endmacro %}

{% macro forget_identities() %}
    {%- if is_incremental() -%}
    delete from {{ this }} as had
    where exists (select 1 from {{ ref('int_reached_events') }} as r where r.project = had.project and r.identity = had.identity)
    {%- endif -%}
{% endmacro %}

{# And the rows of keys that are gone: one that was known from a merge alone, without events of its own, nothing reaches when the merge is taken back. #}
{% macro forget_users() %}
    {%- if is_incremental() -%}
    delete from {{ this }} as had
    where exists (select 1 from {{ ref('int_reached_users') }} as r where r.project = had.project and r.user_key = had.user_key)
    or not exists (select 1 from {{ ref('int_identities') }} as i where i.project = had.project and i.identity = had.user_key)
    {%- endif -%}
{% endmacro %}

{% macro forget_hours() %}
    {%- if is_incremental() -%}
    delete from {{ this }} as had
    where exists (select 1 from {{ ref('int_reached_hours') }} as r where r.project = had.project and r.upload_hour = had.upload_hour)
    {%- endif -%}
{% endmacro %}

{# For a model that holds what one refresh reaches, and of nothing else. BigQuery deletes nothing without a where. #}
{% macro forget_all() %}{% if is_incremental() %}delete from {{ this }} where true{% endif %}{% endmacro %}

{# Who is reached, and whose user is another than before, or has more identities or fewer. #}
{% macro forget_changed_identities() %}
    {%- if is_incremental() -%}
    delete from {{ this }} as had
    where exists (select 1 from {{ ref('int_reached_events') }} as r where r.project = had.project and r.identity = had.identity)
    or not exists (
        select 1 from {{ ref('int_user_keys') }} as k
        where k.project = had.project and k.identity = had.identity and k.user_key = had.user_key and k.identities = had.identities
    )
    {%- endif -%}
{% endmacro %}

{# All events of the users whom this refresh reaches; of everybody where the model is built anew. A model that reads this says
   "depends_on" of int_user_events, int_reached_user_events and int_reached_users, for dbt sees only what it renders when it reads the project. #}
{% macro user_events() -%}
    {%- if is_incremental() -%} {{ ref('int_reached_user_events') }} {%- else -%} {{ ref('int_user_events') }} {%- endif -%}
{%- endmacro %}

{# Whether an event is of an hour that this refresh reaches. #}
{% macro is_of_reached_hour(event) -%}
    exists (select 1 from {{ ref('int_reached_hours') }} as r where r.project = {{ event }}.project and r.upload_hour = {{ event }}.upload_hour)
{%- endmacro %}
