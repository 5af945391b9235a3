-- What the loader owns. Every field as it came: text where the export has a scalar, JSON where it has a structure or changes its type
-- between sources. Times are UTC, without a zone. Documented in dbt/models/sources.yml.
create schema if not exists bronze;

-- One row a line of a committed object that holds an event. Key: project, hour, revision, object, line.
create table if not exists bronze.events (
    project varchar not null,
    hour timestamp not null,
    revision integer not null,
    object varchar not null,
    line bigint not null,
    uuid varchar,
    insert_id varchar,
    event_type varchar,
    event_id varchar,
    amplitude_id varchar,
    user_id varchar,
    device_id varchar,
    session_id varchar,
    event_time varchar,
    client_event_time varchar,
    client_upload_time varchar,
    server_received_time varchar,
    server_upload_time varchar,
    processed_time varchar,
    user_creation_time varchar,
    app varchar,
    platform varchar,
    os_name varchar,
    os_version varchar,
    device_family varchar,
    device_type varchar,
    device_manufacturer varchar,
    device_brand varchar,
    device_model varchar,
    device_carrier varchar,
    language varchar,
    country varchar,
    region varchar,
    city varchar,
    dma varchar,
    ip_address varchar,
    location_lat varchar,
    location_lng varchar,
    library varchar,
    version_name varchar,
    start_version varchar,
    adid varchar,
    idfa varchar,
    amplitude_event_type varchar,
    data_type varchar,
    source_id varchar,
    partner_id varchar,
    insert_key varchar,
    event_schema json,
    sample_rate json,
    paying json,
    is_attribution_event json,
    amplitude_attribution_ids json,
    event_groups json,
    data json,
    plan json,
    event_properties json,
    user_properties json,
    group_properties json,
    global_user_properties json,
    -- Long and seldom read.
    raw json not null using compression zstd
);

-- One row a line that is no event, with where it lies and how it begins.
create table if not exists bronze.rejected (
    project varchar not null,
    hour timestamp not null,
    revision integer not null,
    object varchar not null,
    line bigint not null,
    reason varchar not null,
    beginning varchar not null
);

-- One row an hour: the mark, written in the load's own transaction. load_number counts all loads of this warehouse, from 0.
create table if not exists bronze.loads (
    project varchar not null,
    hour timestamp not null,
    revision integer not null,
    load_number bigint not null,
    events bigint not null,
    rejected bigint not null,
    record_version varchar not null,
    committed_at timestamp not null,
    loaded_at timestamp not null
);

-- One row an event that a newer revision of its hour took away: load_number is the load that did. Models find by it what they must forget.
create table if not exists bronze.replaced (
    project varchar not null,
    hour timestamp not null,
    load_number bigint not null,
    uuid varchar,
    object varchar not null,
    line bigint not null,
    amplitude_id varchar,
    user_id varchar,
    device_id varchar
);

-- One row a refresh that came to its end: the models hold every load up to this number.
create table if not exists bronze.refreshes (
    load_number bigint not null,
    refreshed_at timestamp not null
);
