-- What became of the quality checks of a live golden record, as in source_record.quality: judged by its values, as of the day
-- (UTC) on which they came to be. In quality_day the source '' stands for the golden records.
alter table golden_record add column quality bytea;
