-- What the last plan said about pairs of records, where only the population says what a likeness is worth: clean lists and
-- texts. Number of records; ordinal and fingerprint of each; then pairs of ordinals with their log-odds.
create table judged (
    entity text primary key,
    body   bytea not null
);
