-- What a request is about goes with its records into other golden records: golden_id and with_id are the present ones, these
-- those that its proposer saw. cause: why nothing is left of one that is superseded (one, apart, ended, live, undone, unasked,
-- refused).
alter table change_request
    add column golden_seen uuid,
    add column with_seen uuid,
    add column cause text;
update change_request set golden_seen = golden_id, with_seen = with_id;
create index change_request_seen on change_request (entity, golden_seen) where state = 'open';
create index change_request_with_seen on change_request (entity, with_seen) where state = 'open';

-- The edit that set a pin, and the one that took its place: an edit is undone as one.
alter table pin add column act uuid, add column ended_by uuid;
create index pin_act on pin (act) where act is not null;
create index pin_ended_by on pin (ended_by) where ended_by is not null;
