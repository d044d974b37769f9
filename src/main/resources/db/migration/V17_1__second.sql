-- What people said of a question that two of them decide. account: as in claims.
create table review_verdict (
    review   uuid        not null references review on delete cascade,
    account  text        not null,
    verdict  text        not null, -- same, different, accepted
    reason   text,
    evidence bigint      not null, -- that it was said on; on other evidence it counts for nothing
    at       timestamptz not null default now(),
    primary key (review, account)
);

-- Whose verdict waits for a second person's.
alter table review add column first_by text;

create or replace function review_follow() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        new.waiting_since := new.opened_at;
    elsif new.state = 'open' and old.state <> 'open' then
        new.waiting_since := new.changed_at;
        delete from review_verdict where review = new.id;
    end if;
    if tg_op = 'INSERT' or new.left_records <> old.left_records or new.right_records <> old.right_records then
        new.sources := array(select distinct r.source from source_record r
            where r.entity = new.entity and r.ordinal = any(new.left_records || new.right_records) order by 1);
    end if;
    if tg_op = 'UPDATE' and (new.state <> 'open' or new.evidence <> old.evidence) then
        new.snoozed_until := null;
        new.first_by := null;
    end if;
    if new.state <> 'open' then
        new.escalated_to := null;
    end if;
    return new;
end $$;
