-- How a source stood when it was last looked at on a day (UTC): what is counted by a survey and not with each record.
create table quality_survey (
    entity   text   not null,
    source   text   not null,
    day      date   not null,
    records  bigint not null, -- live
    repeated bigint not null, -- that share their golden record with another record of the source
    late     bigint,          -- that the source has not said within the period; null where nothing is asked of it
    primary key (entity, source, day)
);

-- How the values of an attribute that identifies stood.
create table quality_shared_day (
    entity    text   not null,
    attribute text   not null,
    day       date   not null,
    held      bigint not null, -- values of golden records, each counted with every golden record that has it
    shared    bigint not null, -- of which another golden record has the same
    primary key (entity, attribute, day)
);

-- By the last survey: values that several golden records have, by rank. Only the first ones are kept.
create table quality_shared (
    entity     text    not null,
    attribute  text    not null,
    place      integer not null,
    holders    integer not null,
    golden_ids uuid[]  not null, -- some of them
    primary key (entity, attribute, place)
);

-- By the last survey: records that are late, the latest first. Only the first ones are kept.
create table quality_late (
    entity  text    not null,
    source  text    not null,
    place   integer not null,
    ordinal integer not null,
    primary key (entity, source, place)
);

create table quality_survey_state (
    entity  text primary key,
    at      timestamptz not null,
    batch   bigint      not null, -- of the ledger, as it was looked at
    millis  bigint      not null, -- that it took
    asked   text        not null  -- periods of the model
);
