-- How the values of an attribute stood in the records of a source when it was last surveyed on a day (UTC). The source '' stands
-- for the golden records.
create table quality_coverage (
    entity    text   not null,
    source    text   not null,
    attribute text   not null,
    day       date   not null,
    records   bigint not null, -- that the hub holds, those in quarantine too
    filled    bigint not null, -- of which have a value
    invalid   bigint not null, -- of which have one that cannot be read or fails a rule
    primary key (entity, source, attribute, day)
);

-- By the last survey: records that lack a value, or have one that is not valid. Only the first ones are kept.
create table quality_gap (
    entity     text      not null,
    source     text      not null,
    attribute  text      not null,
    invalid    boolean   not null,
    ordinals   integer[] not null, -- empty of golden records
    golden_ids uuid[]    not null, -- empty of a source
    primary key (entity, source, attribute, invalid)
);
