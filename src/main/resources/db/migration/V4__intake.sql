-- Loads that run by themselves. state: receiving, ready, running, done, cancelled, failed.
create table job (
    id              uuid primary key,
    entity          text        not null,
    source          text        not null,
    actor           text        not null,
    state           text        not null,
    lines           bigint      not null default 0,
    counts          jsonb       not null,
    ignored_columns text[]      not null default '{}',
    error           text,
    created_at      timestamptz not null,
    finished_at     timestamptz,
    lease_by        uuid,       -- the runner that works on it
    lease_until     timestamptz -- by this database's clock
);
create index job_unfinished on job (created_at) where finished_at is null;

-- The lines of a job as they were read, and their results once they are applied. Both are packed NDJSON.
create table job_chunk (
    job     uuid    not null references job on delete cascade,
    chunk   integer not null,
    lines   bytea   not null,
    results bytea,
    primary key (job, chunk)
);

-- Which columns make which attributes, by name. columns: {attribute: [column, ...]}
create table column_map (
    name       text primary key,
    columns    jsonb       not null,
    changed_at timestamptz not null,
    changed_by text        not null
);
