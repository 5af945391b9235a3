{{ config(materialized='view') }}

with

digits as (

    {% for digit in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] %}
    select {{ digit }} as digit{% if not loop.last %} union all{% endif %}
    {% endfor %}

)

select thousands.digit * 1000 + hundreds.digit * 100 + tens.digit * 10 + ones.digit as number
from digits as thousands
cross join digits as hundreds
cross join digits as tens
cross join digits as ones
