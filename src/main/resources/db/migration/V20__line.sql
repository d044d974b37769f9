-- Where the line of an entity type's budget of open questions is: the next questions in their order, by type.
create index review_line on review (entity, priority desc, id) include (snoozed_until) where state = 'open';
