-- One verdict on many questions, run as a job. state: drafted, ready, running, done, cancelled, failed.
-- undoing: it goes backwards. addresses: what may be escalated to its author.
create table bulk_decision (
    id          uuid primary key,
    key         text,        -- the caller's, so that asking twice makes one
    actor       text        not null,
    addresses   text[]      not null,
    verdict     text        not null, -- same, different, accept
    reason      text,
    state       text        not null,
    undoing     boolean     not null default false,
    created_at  timestamptz not null default now(),
    finished_at timestamptz,
    error       text,
    lease_by    uuid,        -- the runner that works on it
    lease_until timestamptz,
    unique (actor, key)
);
create index bulk_decision_open on bulk_decision (created_at) where state in ('ready', 'running');

-- The questions of a job as they were when it was drafted. state: left out, waiting, done, kept (a second person is
-- awaited), failed, undone.
create table bulk_item (
    job      uuid    not null references bulk_decision on delete cascade,
    place    integer not null,
    review   uuid    not null,
    entity   text    not null,
    kind     text    not null,
    evidence bigint  not null,
    title    text    not null,
    state    text    not null,
    decision uuid,
    code     text,
    message  text,
    primary key (job, place),
    unique (job, review)
);

-- Of which job a decision is a part.
alter table decision add column job uuid;
create index decision_job on decision (job, review_id) where job is not null;
