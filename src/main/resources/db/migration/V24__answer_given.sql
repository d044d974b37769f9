-- What somebody was answered to a decision that came with a key: sent again, it is not made again. It stays when the
-- decision is undone.
create table answer_given (
    actor  text        not null, -- user:ada
    key    text        not null,
    entity text        not null,
    asked  bytea       not null, -- hash of the question and what was decided
    answer jsonb       not null,
    at     timestamptz not null default now(),
    primary key (actor, key)
);
