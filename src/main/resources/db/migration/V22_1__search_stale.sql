-- Golden records of which the search index says something that is no longer so, though they have no new version.
create table search_stale (
    entity    text    not null,
    id        bigint  not null generated always as identity, -- in the order of commits, for each entity type
    golden_id uuid    not null,
    whole     boolean not null, -- all of it; else which questions are open about it
    primary key (entity, id)
);

create function stale_questions() returns trigger language plpgsql as $$
begin
    insert into search_stale (entity, golden_id, whole)
    select distinct new.entity, about, false from unnest(case when tg_op = 'INSERT'
        then array[new.left_golden, new.right_golden]
        else array[new.left_golden, new.right_golden, old.left_golden, old.right_golden] end) about
    where about is not null;
    return null;
end $$;
create trigger stale_questions after insert on review for each row
    when (new.state = 'open') execute function stale_questions();
create trigger stale_questions_changed after update of state, left_golden, right_golden on review for each row
    when (old.state <> new.state or old.state = 'open' and (old.left_golden is distinct from new.left_golden
        or old.right_golden is distinct from new.right_golden))
    execute function stale_questions();

-- Those that are open now.
insert into search_stale (entity, golden_id, whole)
select distinct entity, about, false from review cross join lateral unnest(array[left_golden, right_golden]) about
where state = 'open' and about is not null;
