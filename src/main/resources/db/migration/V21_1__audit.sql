-- Who did what. Written by triggers, in the transaction of the act itself, whatever code carries it out.
alter table account add column changed_by text;
alter table source add column changed_by text;
alter table job add column cancelled_by text;
alter table bulk_decision add column changed_by text;

create table audit_entry (
    id         bigint generated always as identity primary key,
    at         timestamptz not null default now(),
    actor      text        not null, -- user:ada, token:NAME, source:crm, subscriber:ID, machine, system
    kind       text        not null, -- what it is about, a point, what happened: pin.set
    entity     text,
    golden     uuid[]      not null default '{}', -- as they were called then
    subject    text,                 -- id or name of what it is about
    -- What may be personal, and may be erased: the chain holds only what it was committed to.
    reason     text,
    before     jsonb,
    after      jsonb,
    salt       uuid        default gen_random_uuid(),
    -- Its place in the chain, once it is sealed.
    place      bigint unique,
    commitment bytea,
    hash       bytea
);
create index audit_entry_unsealed on audit_entry (id) where place is null;
create index audit_entry_actor on audit_entry (actor, id);
create index audit_entry_kind on audit_entry (kind text_pattern_ops, id);
create index audit_entry_at on audit_entry (at);
create index audit_entry_golden on audit_entry using gin (golden);

-- How far the chain was, under a key that is not in the database.
create table audit_checkpoint (
    place bigint primary key,
    hash  bytea       not null,
    at    timestamptz not null default now(),
    mac   bytea       not null
);

create function audit_records(of_entity text, ordinals integer[]) returns jsonb language sql stable as $$
    select coalesce(jsonb_agg(source || '/' || key order by ordinal), '[]') from source_record
    where entity = of_entity and ordinal = any(ordinals[1:50])
$$;

create function audit_golden(of_entity text, ordinals integer[]) returns uuid[] language sql stable as $$
    select array(select distinct golden_id from source_record
        where entity = of_entity and ordinal = any(ordinals[1:50]) and golden_id is not null)
$$;

create function audit_decision() returns trigger language plpgsql as $$
begin
    insert into audit_entry (actor, kind, entity, golden, subject, reason, after) values (
        case when tg_op = 'INSERT' then new.author else new.released_by end,
        case when tg_op = 'INSERT' then 'decision.' || new.verdict else 'decision.undone' end,
        new.entity,
        audit_golden(new.entity, new.left_records || new.right_records),
        new.id,
        case when tg_op = 'INSERT' then new.reason else new.release_reason end,
        jsonb_strip_nulls(jsonb_build_object('verdict', new.verdict,
            'left', audit_records(new.entity, new.left_records),
            'right', audit_records(new.entity, new.right_records),
            'approver', new.approver, 'about', new.unit, 'values', new.values, 'job', new.job)));
    return null;
end $$;
create trigger audit_decision after insert on decision for each row execute function audit_decision();
create trigger audit_decision_undone after update on decision for each row
    when (old.released_at is null and new.released_at is not null) execute function audit_decision();

create function audit_pin() returns trigger language plpgsql as $$
begin
    insert into audit_entry (actor, kind, entity, golden, subject, reason, before, after) values (
        case when tg_op = 'INSERT' then new.author else new.released_by end,
        case when tg_op = 'INSERT' then 'pin.set' else 'pin.released' end,
        new.entity, array[new.golden_id], new.attribute,
        case when tg_op = 'INSERT' then new.reason end,
        case when tg_op = 'UPDATE' then jsonb_build_object(new.attribute, new.values) end,
        case when tg_op = 'INSERT' then
            jsonb_strip_nulls(jsonb_build_object(new.attribute, new.values, 'until', new.expires_at)) end);
    return null;
end $$;
create trigger audit_pin after insert on pin for each row execute function audit_pin();
create trigger audit_pin_released after update on pin for each row
    when (old.released_at is null and new.released_at is not null) execute function audit_pin();

create function audit_change() returns trigger language plpgsql as $$
begin
    insert into audit_entry (actor, kind, entity, golden, subject, reason, after) values (
        case when tg_op = 'INSERT' then new.proposer else coalesce(new.decided_by, 'machine') end,
        case when tg_op = 'INSERT' then 'change.proposed'
            when new.state = 'open' then 'change.reopened' else 'change.' || new.state end,
        new.entity, array_remove(array[new.golden_id, new.with_id], null), new.id,
        case when tg_op = 'INSERT' then new.reason else new.decision_reason end,
        jsonb_strip_nulls(jsonb_build_object('act', new.act, 'wanted', new.wanted, 'approved', to_jsonb(new.approved))));
    return null;
end $$;
create trigger audit_change after insert on change_request for each row execute function audit_change();
create trigger audit_change_decided after update on change_request for each row
    when (old.state <> new.state) execute function audit_change();

create function audit_review() returns trigger language plpgsql as $$
begin
    insert into audit_entry (actor, kind, entity, golden, subject, reason, after)
    select case when new.actor like '%:%' then new.actor else 'user:' || new.actor end, 'review.' || new.what, r.entity,
        array(select distinct unnest(array[r.left_golden, r.right_golden])), new.review, new.reason,
        nullif(jsonb_strip_nulls(jsonb_build_object('whom', new.whom, 'until', new.until)), '{}')
    from review r where r.id = new.review;
    return null;
end $$;
create trigger audit_review after insert on review_event for each row
    when (new.actor <> 'machine' and new.what not in ('decided', 'undone', 'superseded', 'returned', 'changed'))
    execute function audit_review();

create function audit_bulk() returns trigger language plpgsql as $$
begin
    insert into audit_entry (actor, kind, subject, reason, after) values (
        case when new.state in ('done', 'failed') then new.actor else coalesce(new.changed_by, new.actor) end,
        'bulk.' || case when tg_op = 'INSERT' then 'drafted' when new.state = 'ready' and new.undoing then 'undoing'
            when new.state = 'ready' then 'started' else new.state end,
        new.id, new.reason, jsonb_build_object('verdict', new.verdict));
    return null;
end $$;
create trigger audit_bulk after insert on bulk_decision for each row execute function audit_bulk();
create trigger audit_bulk_changed after update of state on bulk_decision for each row
    when (old.state <> new.state and new.state <> 'running') execute function audit_bulk();

create function audit_job() returns trigger language plpgsql as $$
begin
    insert into audit_entry (actor, kind, entity, subject, after) values (
        case when tg_op = 'INSERT' then new.actor else coalesce(new.cancelled_by, 'machine') end,
        case when tg_op = 'INSERT' then 'job.begun' else 'job.cancelled' end,
        new.entity, new.id,
        jsonb_strip_nulls(jsonb_build_object('what', new.kind, 'source', nullif(new.source, ''), 'version', new.version)));
    return null;
end $$;
create trigger audit_job after insert on job for each row execute function audit_job();
create trigger audit_job_cancelled after update of state on job for each row
    when (old.state <> new.state and new.state = 'cancelled') execute function audit_job();

create function audit_account() returns trigger language plpgsql as $$
declare
    signed_in boolean := tg_op = 'UPDATE' and new.last_sign_in_at is distinct from old.last_sign_in_at;
    password  boolean := tg_op = 'UPDATE' and new.password_hash <> old.password_hash;
begin
    insert into audit_entry (actor, kind, subject, before, after) values (
        case when tg_op = 'INSERT' then new.created_by when signed_in then 'user:' || new.name
            else coalesce(new.changed_by, 'system') end,
        'account.' || case when tg_op = 'INSERT' then 'created' when signed_in then 'signed-in'
            when password then 'password' else 'changed' end,
        new.name,
        case when tg_op = 'UPDATE' and not signed_in and not password then
            jsonb_build_object('role', old.role, 'disabled', old.disabled) end,
        case when not signed_in and not password then jsonb_build_object('role', new.role, 'disabled', new.disabled) end);
    return null;
end $$;
create trigger audit_account after insert on account for each row execute function audit_account();
create trigger audit_account_changed after update on account for each row
    when (old.role <> new.role or old.disabled <> new.disabled or old.password_hash <> new.password_hash
        or old.last_sign_in_at is distinct from new.last_sign_in_at)
    execute function audit_account();

create function audit_token() returns trigger language plpgsql as $$
begin
    insert into audit_entry (actor, kind, subject, after) values (
        case when tg_op = 'INSERT' then new.created_by else coalesce(new.revoked_by, 'system') end,
        case when tg_op = 'INSERT' then 'token.issued' else 'token.revoked' end, new.id,
        jsonb_strip_nulls(jsonb_build_object('for', new.kind, 'name', new.name, 'source', new.source,
            'subscription', new.subscription, 'expires', new.expires_at)));
    return null;
end $$;
create trigger audit_token after insert on token for each row execute function audit_token();
create trigger audit_token_revoked after update of revoked_at on token for each row
    when (old.revoked_at is null and new.revoked_at is not null) execute function audit_token();

create function audit_source() returns trigger language plpgsql as $$
begin
    insert into audit_entry (actor, kind, subject, before, after) values (
        case when tg_op = 'INSERT' then new.created_by else coalesce(new.changed_by, 'system') end,
        case when tg_op = 'INSERT' then 'source.created' else 'source.renamed' end, new.name,
        case when tg_op = 'UPDATE' then jsonb_build_object('label', old.label) end,
        jsonb_build_object('label', new.label));
    return null;
end $$;
create trigger audit_source after insert on source for each row execute function audit_source();
create trigger audit_source_renamed after update of label on source for each row
    when (old.label <> new.label) execute function audit_source();

create function audit_subscription() returns trigger language plpgsql as $$
declare
    secret boolean := tg_op = 'UPDATE' and old.secret is distinct from new.secret;
begin
    if tg_op = 'DELETE' then
        insert into audit_entry (actor, kind, entity, subject, before) values (coalesce(old.changed_by, 'system'),
            'subscription.deleted', old.entity, old.name, jsonb_build_object('url', old.url, 'state', old.state));
    else
        insert into audit_entry (actor, kind, entity, subject, before, after) values (
            case when tg_op = 'INSERT' then new.created_by when new.state = 'disabled' and old.state <> 'disabled'
                then 'machine' else coalesce(new.changed_by, 'system') end,
            'subscription.' || case when tg_op = 'INSERT' then 'created' when secret then 'secret' else 'changed' end,
            new.entity, new.name,
            case when tg_op = 'UPDATE' and not secret then jsonb_build_object('url', old.url, 'state', old.state) end,
            case when not secret then jsonb_build_object('url', new.url, 'state', new.state) end);
    end if;
    return null;
end $$;
create trigger audit_subscription after insert or delete on subscription
    for each row execute function audit_subscription();
create trigger audit_subscription_changed after update of url, state, secret on subscription for each row
    when (old.url <> new.url or old.state <> new.state or old.secret <> new.secret)
    execute function audit_subscription();

create function audit_map() returns trigger language plpgsql as $$
begin
    insert into audit_entry (actor, kind, subject, before, after) values (new.changed_by, 'map.saved', new.name,
        case when tg_op = 'UPDATE' then old.columns end, new.columns);
    return null;
end $$;
create trigger audit_map after insert or update on column_map for each row execute function audit_map();

-- What was decided before there was an audit.
insert into audit_entry (at, actor, kind, entity, golden, subject, reason, after)
select * from (
    select at, author, 'decision.' || verdict, entity, audit_golden(entity, left_records || right_records), id::text, reason,
        jsonb_build_object('verdict', verdict, 'left', audit_records(entity, left_records),
            'right', audit_records(entity, right_records))
    from decision
    union all
    select released_at, released_by, 'decision.undone', entity, audit_golden(entity, left_records || right_records),
        id::text, release_reason, jsonb_build_object('verdict', verdict)
    from decision where released_at is not null and released_by is not null
    union all
    select at, author, 'pin.set', entity, array[golden_id], attribute, reason, jsonb_build_object(attribute, values) from pin
    union all
    select created_at, created_by, 'account.created', null, '{}', name, null, jsonb_build_object('role', role) from account
    union all
    select created_at, created_by, 'token.issued', null, '{}', id::text, null,
        jsonb_build_object('for', kind, 'name', name) from token
    union all
    select created_at, created_by, 'subscription.created', entity, '{}', name, null, jsonb_build_object('url', url)
    from subscription
) former (at, actor, kind, entity, golden, subject, reason, after) order by at;
