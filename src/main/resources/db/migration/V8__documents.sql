-- Documents are written far more often than anything looks inside them: json keeps them as they came, jsonb takes them apart.
-- The data of a record's current version stand with the record; only those of former versions stand in its history.
alter table source_record
    alter column data type json,
    alter column findings type json;
alter table golden_payload
    alter column values type json,
    alter column provenance type json;

-- What is derived catches up by reading all records in their order.
drop index source_record_batch;
