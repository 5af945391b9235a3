create table if not exists rejected (
    project varchar not null,
    hour timestamp_ntz not null,
    revision integer not null,
    object varchar not null,
    line bigint not null,
    reason varchar not null,
    beginning varchar not null
);
