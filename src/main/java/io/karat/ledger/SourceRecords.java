package io.karat.ledger;

import io.karat.model.RecordKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Reads source records. */
@ApplicationScoped
public class SourceRecords {

    private final DataSource database;

    SourceRecords(DataSource database) {
        this.database = database;
    }

    public Optional<RecordView> find(String entity, RecordKey key) {
        List<RecordView> found =
                Rows.records(database, "where entity = ? and source = ? and key = ?", (connection, statement) -> {
                    statement.setString(1, entity);
                    statement.setString(2, key.source());
                    statement.setString(3, key.key());
                });
        return found.stream().findFirst();
    }

    /** In the order of their keys; unknown ordinals are left out. */
    public List<RecordView> find(String entity, Collection<Integer> ordinals) {
        return Rows.records(
                database,
                "where entity = ? and ordinal = any(?) order by source collate \"C\", key collate \"C\"",
                (connection, statement) -> {
                    statement.setString(1, entity);
                    statement.setArray(2, connection.createArrayOf("int4", ordinals.toArray()));
                });
    }

    public List<SourceCount> counts() {
        return Rows.read(
                database,
                """
                select source, entity, count(*) filter (where state = 1), count(*) filter (where state = 2),
                    count(*) filter (where state = 3)
                from source_record group by source, entity order by source, entity
                """,
                (connection, statement) -> {},
                rows -> new SourceCount(
                        rows.getString(1), rows.getString(2), rows.getLong(3), rows.getLong(4), rows.getLong(5)));
    }

    public record SourceCount(String source, String entity, long live, long deleted, long quarantined) {}
}
