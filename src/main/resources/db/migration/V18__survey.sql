-- How the pairs of an entity type scored when it was last looked at: counts by score, and a few pairs of each by ordinal.
create table matching_survey (
    entity text primary key,
    body   jsonb not null
);
