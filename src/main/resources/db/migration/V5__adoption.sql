-- A partition computed outside the ledger that is being brought in. What is left here by a hub that stopped on the way
-- says that the plan must be computed again. The parameters it was computed with are active from its first piece on.
create table adoption (
    entity            text primary key,
    parameter_version integer     not null,
    as_of_seq         bigint      not null,
    cause             text        not null, -- load, activation, reconciliation
    actor             text        not null,
    started_at        timestamptz not null
);

alter table parameter_version add column actor text not null default 'system';
alter table parameter_version add column effect jsonb; -- what activating it would have changed when it was trained
