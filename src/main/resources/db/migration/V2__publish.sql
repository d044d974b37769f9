-- Who receives the events of an entity type by webhook. state: active, paused, disabled.
-- Every event up to position is delivered or stands as a row in delivery.
create table subscription (
    id                  uuid primary key,
    name                text        not null unique,
    entity              text        not null,
    url                 text        not null,
    state               text        not null,
    reason              text,                          -- why it was disabled
    secret              bytea       not null,          -- encrypted with a key of the data directory
    former_secret       bytea,                         -- signs too, until former_until
    former_until        timestamptz,
    started             bigint      not null,          -- events up to here were never meant for it
    position            bigint      not null,
    replay_until        bigint      not null default 0, -- events up to here are marked as replays
    failures            integer     not null default 0, -- in a row, of any event
    failing_since       timestamptz,
    resume_at           timestamptz,                   -- nothing is sent before
    last_success_at     timestamptz,
    last_success_seq    bigint,
    last_error          text,
    last_error_at       timestamptz,
    lease               uuid,                          -- the turn that sends; only its results count
    lease_until         timestamptz,                   -- by the clock of the database
    created_at          timestamptz not null,
    created_by          text        not null
);

-- Queue and log in one. state: pending, delivered, dead (attempts spent), parked (behind a dead one of its golden record),
-- discarded (a dead one given up). The content is read from golden_version and golden_payload when it is sent.
create table delivery (
    id           bigint generated always as identity primary key,
    subscription uuid        not null references subscription on delete cascade,
    seq          bigint      not null,
    golden_id    uuid        not null,
    version      integer     not null,
    state        text        not null,
    replay       boolean     not null,
    attempts     integer     not null default 0,
    due_at       timestamptz not null,
    status       integer,    -- of the last answer
    error        text,       -- of the last attempt
    created_at   timestamptz not null,
    finished_at  timestamptz
);
create index delivery_pending on delivery (subscription, id) where state = 'pending';
create index delivery_unfinished on delivery (subscription, golden_id, id) where state in ('pending', 'dead', 'parked');
create index delivery_dead on delivery (subscription, id) where state = 'dead';
create index delivery_log on delivery (subscription, id desc);

create table delivery_attempt (
    id         bigint generated always as identity primary key,
    delivery   bigint      not null references delivery on delete cascade,
    at         timestamptz not null,
    status     integer,
    latency_ms integer     not null,
    error      text,
    excerpt    text        -- of the answer's body, where it was a failure
);
create index delivery_attempt_delivery on delivery_attempt (delivery);
