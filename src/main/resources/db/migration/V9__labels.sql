-- How many of the stewards' decisions refined the parameters of a version.
alter table parameter_version add column labels integer not null default 0;
