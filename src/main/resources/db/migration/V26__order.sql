-- The whole queue is counted on every page: from this index alone, without a look at the questions.
drop index review_order;
create index review_order on review (priority desc, id) include (snoozed_until) where state = 'open';
