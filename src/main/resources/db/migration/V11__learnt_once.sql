-- The job that a version was learnt for: if it has to begin again, it does not learn twice.
alter table parameter_version add column job uuid unique;
