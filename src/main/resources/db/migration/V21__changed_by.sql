-- Who last changed a subscription; of one that is deleted, who deleted it.
alter table subscription add column changed_by text;
