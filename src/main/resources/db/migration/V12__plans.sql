-- Plans run as jobs too: training, activation, reconciliation. One of each kind at a time for an entity type.
alter table job add column kind text not null default 'load'; -- load, train, activate, reconcile
alter table job add column version integer;                   -- of parameters: learnt, or to be brought into force
alter table job add column phase text;
alter table job add column share double precision not null default 0; -- of the whole that is done, 0 to 1
alter table job add column stoppable boolean not null default true;
alter table job add column effect jsonb;
create unique index job_plan on job (entity, kind) where kind <> 'load' and finished_at is null;
