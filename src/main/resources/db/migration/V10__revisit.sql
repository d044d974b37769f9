-- When time alone may change a golden record: a pin expires, or trust in a value falls below that in another.
create table revisit (
    entity    text        not null,
    golden_id uuid        not null,
    at        timestamptz not null,
    primary key (entity, golden_id)
);
create index revisit_due on revisit (entity, at);

insert into revisit (entity, golden_id, at)
select entity, golden_id, min(expires_at) from pin
where released_at is null and expires_at is not null group by entity, golden_id;
