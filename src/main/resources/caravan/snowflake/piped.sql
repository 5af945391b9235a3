-- What the pipe brings: every line of every file that it was told of, of all revisions.
create table if not exists piped (
    file varchar not null,
    line bigint not null,
    text varchar,
    arrived_at timestamp_ltz default current_timestamp()
);

-- Which of these files count: those that the record of an hour names. Written with the hour's mark.
create table if not exists objects (
    project varchar not null,
    hour timestamp_ntz not null,
    revision integer not null,
    object varchar not null,
    file varchar not null
);
