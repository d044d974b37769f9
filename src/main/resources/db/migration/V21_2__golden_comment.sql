-- What people say about a golden record. It stays with the id it was said of, and is shown with what that led to.
create table golden_comment (
    id        uuid primary key default gen_random_uuid(),
    entity    text        not null,
    golden_id uuid        not null,
    author    text        not null, -- user:ada
    at        timestamptz not null default now(),
    text      text        not null
);
create index golden_comment_golden on golden_comment (entity, golden_id, at);

create function audit_comment() returns trigger language plpgsql as $$
begin
    insert into audit_entry (actor, kind, entity, golden, subject) values (coalesce(new.author, old.author),
        case when tg_op = 'INSERT' then 'comment.added' else 'comment.removed' end, 
        coalesce(new.entity, old.entity), array[coalesce(new.golden_id, old.golden_id)], coalesce(new.id, old.id));
    return null;
end $$;
create trigger audit_comment after insert or delete on golden_comment for each row execute function audit_comment();
