-- Decisions that a steward made in one act are undone together.
alter table decision add column act uuid;
update decision set act = id;
alter table decision alter column act set not null;
create index decision_act on decision (act);

-- Which decisions speak of a record.
create index decision_left on decision using gin (left_records);
create index decision_right on decision using gin (right_records);
