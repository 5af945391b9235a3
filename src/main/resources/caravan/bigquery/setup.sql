-- What the loader owns, as ./caravan bigquery setup prints it. Every field as it came: text where the export has a scalar, JSON where it
-- has a structure or changes its type between sources. Times are UTC, without a zone.
CREATE SCHEMA IF NOT EXISTS {schema}
OPTIONS (location = '{location}');

-- Tables that a load makes go by themselves after a day.
CREATE SCHEMA IF NOT EXISTS {staging}
OPTIONS (location = '{location}', default_table_expiration_days = 1);

-- One row a line of a committed object that holds an event. Key: project, hour, revision, object, line. A line below 0 is no place in
-- its object: BigQuery read that object itself, and the number is made of the line's text.
CREATE TABLE IF NOT EXISTS {events} (
    project STRING NOT NULL,
    hour DATETIME NOT NULL,
    revision INT64 NOT NULL,
    object STRING NOT NULL,
    line INT64 NOT NULL,
    {fields},
    raw STRING NOT NULL
)
PARTITION BY DATETIME_TRUNC(hour, DAY)
CLUSTER BY project, hour;

-- [properties] One row an event and property of it; value is the text of a scalar, or the JSON of anything else.
CREATE TABLE IF NOT EXISTS {properties} (
    project STRING NOT NULL,
    hour DATETIME NOT NULL,
    revision INT64 NOT NULL,
    object STRING NOT NULL,
    line INT64 NOT NULL,
    uuid STRING,
    event_type STRING,
    event_time STRING,
    amplitude_id STRING,
    user_id STRING,
    device_id STRING,
    property STRING NOT NULL,
    value STRING
)
PARTITION BY DATETIME_TRUNC(hour, DAY)
CLUSTER BY project, property, hour;

-- One row a line that is no event, with where it lies and how it begins.
CREATE TABLE IF NOT EXISTS {rejected} (
    project STRING NOT NULL,
    hour DATETIME NOT NULL,
    revision INT64 NOT NULL,
    object STRING NOT NULL,
    line INT64 NOT NULL,
    reason STRING NOT NULL,
    beginning STRING NOT NULL
);

-- One row an hour: the mark, written in the load's own transaction.
CREATE TABLE IF NOT EXISTS {loads} (
    project STRING NOT NULL,
    hour DATETIME NOT NULL,
    revision INT64 NOT NULL,
    load_number INT64 NOT NULL,
    events INT64 NOT NULL,
    rejected INT64 NOT NULL,
    record_version STRING NOT NULL,
    committed_at DATETIME NOT NULL,
    loaded_at DATETIME NOT NULL
);

-- One row an event that a newer revision of its hour took away; load_number is the load that did.
CREATE TABLE IF NOT EXISTS {replaced} (
    project STRING NOT NULL,
    hour DATETIME NOT NULL,
    load_number INT64 NOT NULL,
    uuid STRING,
    object STRING NOT NULL,
    line INT64 NOT NULL,
    amplitude_id STRING,
    user_id STRING,
    device_id STRING
);

-- One row a refresh of the models that came to its end. dbt writes it.
CREATE TABLE IF NOT EXISTS {refreshes} (
    load_number INT64 NOT NULL,
    refreshed_at TIMESTAMP NOT NULL
);

-- One row: the number of the last load. Every load changes it, so that BigQuery lets one be committed at a time.
CREATE TABLE IF NOT EXISTS {load_numbers} AS SELECT -1 AS load_number;
