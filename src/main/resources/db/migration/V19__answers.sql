-- The question of kind conflict that a request answers, and the request that an open question waits for.
alter table change_request add column answers uuid;
alter table review add column waits_for uuid;
create index change_request_answers on change_request (answers) where state = 'open' and answers is not null;
create index review_waits_for on review (waits_for) where waits_for is not null;
