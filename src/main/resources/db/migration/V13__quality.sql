-- What became of the quality checks of a record's current version: two bits for each check, by its number; null where none
-- applies. 0 does not apply, 1 passed, 2 failed.
alter table source_record add column quality bytea;
create index source_record_quarantined on source_record (entity, source, key) where state = 3;

-- A check is a rule on an attribute, or on several at once. Its number is never given to another.
create table quality_check (
    entity     text     not null,
    number     smallint not null,
    rule       text     not null,
    attributes text     not null, -- with commas between them
    primary key (entity, number),
    unique (entity, rule, attributes)
);

-- Records whose current version fails a check.
create table quality_finding (
    entity  text     not null,
    number  smallint not null,
    source  text     not null,
    ordinal integer  not null,
    primary key (entity, number, source, ordinal)
);

-- How the records of a source stood at the end of a day (UTC) on which anything changed; of the last day, now.
create table quality_day (
    entity  text     not null,
    source  text     not null,
    day     date     not null,
    records bigint   not null, -- to which any check applies
    applied bigint[] not null, -- by the number of the check
    failed  bigint[] not null,
    primary key (entity, source, day)
);

-- The rules that all records were judged by; while it is another than that of the model, they are being judged again.
create table quality_state (
    entity   text primary key,
    rulebook text not null
);
