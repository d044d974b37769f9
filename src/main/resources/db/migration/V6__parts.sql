-- A load may come in several bodies. raw: lines is a body of NDJSON as it came, packed and not yet read.
alter table job_chunk add column raw boolean not null default false;
