-- The ledger: one row per entity type is lock, fence and gap-free counters in one.
create table ledger (
    entity        text primary key,
    epoch         bigint      not null default 0, -- raised by each writer that takes over: the fence
    seq           bigint      not null default 0, -- last golden version written: the feed's counter
    batch         bigint      not null default 0, -- last transaction: what derived structures catch up by
    batch_id      uuid,                           -- resolves a commit whose answer was lost
    next_ordinal  integer     not null default 0,
    committed_at  timestamptz
);

create table source (
    name       text primary key,
    label      text        not null,
    colour     smallint    not null,
    created_at timestamptz not null,
    created_by text        not null
);

-- Current state of a source record. state: 0 pending, 1 live, 2 deleted, 3 quarantined.
create table source_record (
    entity       text        not null,
    ordinal      integer     not null,
    source       text        not null,
    key          text        not null,
    state        smallint    not null,
    version      integer     not null,
    observed_at  timestamptz,
    received_at  timestamptz not null,
    content_hash bytea       not null,
    data         jsonb       not null, -- {attribute: [raw value, ...]}
    findings     jsonb,                -- [{attribute, code, message}]
    features     bytea,
    standardiser smallint,
    golden_id    uuid,
    batch        bigint      not null,
    primary key (entity, ordinal),
    unique (entity, source, key)
);
create index source_record_golden on source_record (entity, golden_id);
create index source_record_batch on source_record (entity, batch);

-- op: 1 upsert, 2 delete
create table source_record_version (
    entity      text        not null,
    ordinal     integer     not null,
    version     integer     not null,
    op          smallint    not null,
    observed_at timestamptz,
    received_at timestamptz not null,
    data        jsonb,
    actor       text        not null,
    batch       bigint      not null,
    primary key (entity, ordinal, version)
);

-- state: 1 live, 2 retired. heir: where a retired id leads (null: it died with its last member).
create table golden_record (
    entity    text     not null,
    golden_id uuid     not null,
    state     smallint not null,
    version   integer  not null,
    seq       bigint   not null,
    founder   integer  not null,
    members   integer  not null,
    heir      uuid,
    title     text     not null,
    primary key (entity, golden_id)
);
create index golden_record_founder on golden_record (entity, founder);

-- Envelope of a version: history and feed in one. kind: created, updated, merged, split, deleted, revived.
create table golden_version (
    entity        text        not null,
    seq           bigint      not null,
    golden_id     uuid        not null,
    version       integer     not null,
    kind          text        not null,
    cause         text        not null, -- record, decision, undo, pin, demotion, machine
    actor         text        not null,
    rules_version text        not null,
    at            timestamptz not null,
    detail        jsonb,                -- ids and record keys only: {merged: [id], into: id, splitFrom: id, moved: {id: [[source, key]]}}
    commitment    bytea,
    primary key (entity, seq),
    unique (entity, golden_id, version)
);

-- Erasable part. values: {attribute: [value, ...]}; provenance: {attribute: [ordinal, rule]}; members: [ordinal, ...].
create table golden_payload (
    entity     text      not null,
    seq        bigint    not null,
    values     jsonb     not null,
    provenance jsonb     not null,
    members    integer[] not null,
    primary key (entity, seq)
);

-- kind: merged (from into to), split (from gave members to to), revived (to came back out of from)
create table golden_lineage (
    entity  text   not null,
    seq     bigint not null,
    kind    text   not null,
    from_id uuid   not null,
    to_id   uuid   not null,
    primary key (entity, seq, from_id, to_id)
);
create index golden_lineage_from on golden_lineage (entity, from_id);
create index golden_lineage_to on golden_lineage (entity, to_id);

-- Edges between records of different golden records; inside edges are recomputed from features.
create table link (
    entity text    not null,
    a      integer not null,
    b      integer not null, -- a < b
    score  real    not null, -- natural log-odds
    primary key (entity, a, b)
);
create index link_b on link (entity, b);

-- A steward's decision is a fact. verdict: same, different. Released decisions stay.
create table decision (
    id             uuid primary key,
    entity         text        not null,
    verdict        text        not null,
    left_records   integer[]   not null,
    right_records  integer[]   not null,
    left_features  bigint[]    not null, -- fingerprints as the steward saw them
    right_features bigint[]    not null,
    reason         text,
    author         text        not null,
    at             timestamptz not null,
    review_id      uuid,
    batch          bigint      not null,
    released_at    timestamptz,
    released_by    text,
    release_reason text
);
create index decision_standing on decision (entity) where released_at is null;

create table pin (
    id             uuid primary key,
    entity         text        not null,
    golden_id      uuid        not null,
    attribute      text        not null,
    values         jsonb       not null,
    reason         text        not null,
    author         text        not null,
    at             timestamptz not null,
    expires_at     timestamptz,
    released_at    timestamptz,
    released_by    text
);
create index pin_standing on pin (entity, golden_id) where released_at is null;

-- A question, derived. kind: match (may two golden records be one?), guard (a merge the guard held), split (may one come apart?).
-- Identified by what it asks: kind and anchor records of the two groups. state: open, decided, withdrawn.
create table review (
    id            uuid primary key,
    entity        text             not null,
    kind          text             not null,
    left_anchor   integer          not null,
    right_anchor  integer          not null,
    left_golden   uuid             not null,
    right_golden  uuid             not null, -- equal to left_golden for kind split
    left_records  integer[]        not null,
    right_records integer[]        not null,
    log_odds      double precision not null,
    priority      double precision not null, -- fixed at creation; higher first
    evidence      bigint           not null, -- hash of both groups and their features: what a decision refers to
    detail        text,                      -- why the guard held it: size, density, bridge, exclusive
    left_title    text             not null,
    right_title   text             not null,
    state         text             not null,
    opened_at     timestamptz      not null,
    changed_at    timestamptz      not null,
    claimed_by    text,
    claimed_until timestamptz,
    skipped_by    text[]           not null default '{}',
    decided_by    text,
    decided_at    timestamptz,
    decision_id   uuid,
    unique (entity, kind, left_anchor, right_anchor)
);
create index review_queue on review (entity, priority desc, id) where state = 'open';
create index review_left on review (entity, left_golden);
create index review_right on review (entity, right_golden);
create index review_decision on review (decision_id);
create index review_left_anchor on review (entity, left_anchor) where state = 'open';
create index review_right_anchor on review (entity, right_anchor) where state = 'open';

create table demoted_value (
    entity    text    not null,
    attribute text    not null,
    hash      bigint  not null,
    holders   integer not null,
    batch     bigint  not null,
    primary key (entity, hash)
);

create table parameter_version (
    entity     text        not null,
    version    integer     not null,
    origin     text        not null, -- built-in, trained
    body       bytea       not null,
    active     boolean     not null,
    created_at timestamptz not null,
    primary key (entity, version)
);

-- A command that made its batch fail even alone.
create table poison_command (
    id      uuid primary key,
    entity  text        not null,
    kind    text        not null,
    source  text,
    key     text,
    error   text        not null,
    at      timestamptz not null
);
