-- What stewards do with a question beside answering it. Times are by this database's clock.
alter table review add column sources text[] not null default '{}'; -- of the records it is about
alter table review add column waiting_since timestamptz;            -- since when it is open without a break
alter table review add column assigned_to text;
alter table review add column snoozed_until timestamptz;
alter table review add column escalated_to text;                    -- an account, or role:NAME
alter table review add column words tsvector
    generated always as (to_tsvector('simple',
        translate(left_title || ' ' || right_title, '.,;:/@_&+*#()''"-', '                '))) stored;

-- What became of a question, in its order. Answers and what the ledger does are noted by a trigger, whoever wrote them.
create table review_event (
    id     bigint generated always as identity primary key,
    review uuid        not null references review on delete cascade,
    at     timestamptz not null default now(),
    actor  text        not null,
    what   text        not null,
    whom   text,        -- an account, or role:NAME
    until  timestamptz,
    reason text,
    shown  jsonb        -- before it changed: {left: [ordinal], right: [ordinal], logOdds, evidence}
);
create index review_event_review on review_event (review, id);

create table review_comment (
    id     uuid primary key,
    review uuid        not null references review on delete cascade,
    author text        not null,
    at     timestamptz not null default now(),
    text   text        not null
);
create index review_comment_review on review_comment (review, at);

create table review_mention (
    comment uuid not null references review_comment on delete cascade,
    account text not null,
    read_at timestamptz,
    primary key (comment, account)
);
create index review_mention_unread on review_mention (account) where read_at is null;

-- A filter of the queue by name. query: as it stands in the address, without the question mark.
create table review_view (
    id         uuid primary key,
    owner      text        not null,
    name       text        not null,
    query      text        not null,
    shared     boolean     not null,
    created_at timestamptz not null default now(),
    unique (owner, name)
);

create function review_follow() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        new.waiting_since := new.opened_at;
    elsif new.state = 'open' and old.state <> 'open' then
        new.waiting_since := new.changed_at;
    end if;
    if tg_op = 'INSERT' or new.left_records <> old.left_records or new.right_records <> old.right_records then
        new.sources := array(select distinct r.source from source_record r
            where r.entity = new.entity and r.ordinal = any(new.left_records || new.right_records) order by 1);
    end if;
    if tg_op = 'UPDATE' and (new.state <> 'open' or new.evidence <> old.evidence) then
        new.snoozed_until := null;
    end if;
    if new.state <> 'open' then
        new.escalated_to := null;
    end if;
    return new;
end $$;

create trigger review_follow before insert or update on review
    for each row execute function review_follow();

create function review_note() returns trigger language plpgsql as $$
declare
    undone_by text;
    happened  text;
begin
    happened := case
        when new.state = 'decided' and old.state <> 'decided' then 'decided'
        when new.state = 'withdrawn' and old.state <> 'withdrawn' then 'superseded'
        when new.state = 'open' and old.state <> 'open' then 'returned'
        else 'changed' end;
    if old.state = 'decided' then
        select released_by into undone_by from decision where id = old.decision_id;
        happened := case when undone_by is null then happened else 'undone' end;
    end if;
    insert into review_event (review, actor, what, shown) values (new.id,
        coalesce(undone_by, case when happened = 'decided' then new.decided_by end, 'machine'), happened,
        case when happened in ('superseded', 'changed') then jsonb_build_object(
            'left', to_jsonb(old.left_records), 'right', to_jsonb(old.right_records),
            'logOdds', old.log_odds, 'evidence', old.evidence::text) end);
    return null;
end $$;

create trigger review_note after update on review for each row
    when (old.state <> new.state or old.state = 'open' and old.evidence <> new.evidence)
    execute function review_note();

update review q set waiting_since = opened_at,
    sources = array(select distinct r.source from source_record r
        where r.entity = q.entity and r.ordinal = any(q.left_records || q.right_records) order by 1);
alter table review alter column waiting_since set not null;

-- One index for each way to narrow the queue; without one, the order itself is the way.
create index review_order on review (priority desc, id) where state = 'open';
create index review_kind on review (kind, priority desc, id) where state = 'open';
create index review_score on review (log_odds) where state = 'open';
create index review_waiting on review (entity, kind, waiting_since) where state = 'open';
create index review_words on review using gin (words) where state = 'open';
create index review_sources on review using gin (sources) where state = 'open';
create index review_assigned on review (assigned_to, priority desc, id) where state = 'open' and assigned_to is not null;
create index review_snoozed on review (snoozed_until) where state = 'open' and snoozed_until is not null;
create index review_escalated on review (escalated_to, priority desc, id) where state = 'open' and escalated_to is not null;
create index review_claimed on review (claimed_until) where state = 'open' and claimed_until is not null;
create index review_ended on review (state, changed_at desc, id) where state <> 'open';
