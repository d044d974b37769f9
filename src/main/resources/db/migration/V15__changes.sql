-- What a steward asked for and another person has to approve. act: edit, merge, split, move, undo, create, delete.
-- state: open, approved, refused, withdrawn (by its proposer), superseded (what it speaks of is gone).
create table change_request (
    id              uuid primary key,
    number          integer     not null generated always as identity,
    entity          text        not null,
    act             text        not null,
    golden_id       uuid,                 -- that it is about; null of a creation and of an undo
    with_id         uuid,                 -- the other one, of merge and move
    golden_version  integer,              -- as its proposer saw it
    with_version    integer,
    wanted          jsonb       not null,
    title           text        not null,
    reason          text,
    proposer        text        not null,
    proposed_at     timestamptz not null,
    approver_role   text        not null, -- steward, approver, admin
    blind           boolean     not null,
    state           text        not null,
    decided_by      text,
    decided_at      timestamptz,
    decision_reason text,
    approved        text[],               -- of an edit: attributes that were approved; the others were refused
    decision_id     uuid                  -- what undoes it
);
create index change_request_list on change_request (entity, id desc);
create index change_request_golden on change_request (entity, golden_id) where state = 'open';
create index change_request_with on change_request (entity, with_id) where state = 'open';

-- What somebody thought of a blind request before they saw what was proposed.
create table change_opinion (
    request uuid        not null references change_request on delete cascade,
    author  text        not null,
    at      timestamptz not null,
    opinion jsonb       not null, -- {verdict} or {values: {attribute: [value, ...]}}
    agrees  boolean     not null,
    primary key (request, author)
);

-- Who approved what was decided, where that was asked for.
alter table decision add column approver text;

-- Of kind change, whose id is the request's: who may not answer, and the role that may.
alter table review add column proposer text;
alter table review add column approver_role text;
