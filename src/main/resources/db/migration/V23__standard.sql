-- What the features of all live records were made by, and the groups of nicknames they were compared by; while these are
-- others than those of the model, the records are being standardised again.
create table standard_state (
    entity    text primary key,
    standard  text not null,
    nicknames text not null -- JSON
);
