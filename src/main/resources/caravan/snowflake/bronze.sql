-- The tables that both ways of loading have. They mean what those of the embedded warehouse mean: dbt/models/sources.yml describes them.
create table if not exists loads (
    project varchar not null,
    hour timestamp_ntz not null,
    revision integer not null,
    load_number bigint not null,
    events bigint not null,
    rejected bigint not null,
    record_version varchar not null,
    committed_at timestamp_ntz not null,
    loaded_at timestamp_ntz not null
);

create table if not exists replaced (
    project varchar not null,
    hour timestamp_ntz not null,
    load_number bigint not null,
    uuid varchar,
    object varchar not null,
    line bigint not null,
    amplitude_id varchar,
    user_id varchar,
    device_id varchar
);

create table if not exists refreshes (
    load_number bigint not null,
    refreshed_at timestamp_ntz not null
);

-- One row: the number of the last load. Whoever changes it lets no other load's transaction pass until its own has ended.
create table if not exists gate (load_number bigint not null);

insert into gate (load_number) select -1 where not exists (select 1 from gate);
