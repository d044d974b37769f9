-- What was decided lately.
create index decision_at on decision (at) where review_id is not null;
create index decision_review on decision (review_id, at) where review_id is not null;
