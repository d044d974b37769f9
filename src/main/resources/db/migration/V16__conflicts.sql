-- Questions of kind conflict are about an attribute (or group of attributes) of one golden record.
alter table review add column subject text not null default '';
alter table review drop constraint review_entity_kind_left_anchor_right_anchor_key;
alter table review add constraint review_asks unique (entity, kind, left_anchor, right_anchor, subject);

-- What was published when the sources began to disagree: it stands until a steward answers or they agree. A retired golden
-- record keeps it, for the case that it comes back.
create table conflict_hold (
    entity    text        not null,
    golden_id uuid        not null,
    unit      text        not null, -- attribute, or group by its name
    values    json        not null, -- {attribute: [value, ...]}
    since     timestamptz not null,
    primary key (entity, golden_id, unit)
);

-- A steward's answer is a decision of the verdict chosen: about left_records, which then said just the values that "among" is
-- the hash of.
alter table decision
    add column unit   text,
    add column values json,
    add column among  bigint;
create index decision_chosen on decision using gin (left_records) where verdict = 'chosen' and released_at is null;

-- {attribute: time}: what a source that named the golden version it saw did not claim anew, and since when it says so; "" is
-- no time. Null where all of the record was claimed at observed_at.
alter table source_record add column observed json;
