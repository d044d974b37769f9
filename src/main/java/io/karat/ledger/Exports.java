package io.karat.ledger;

import io.karat.golden.GoldenValues;
import io.karat.model.EntityType;
import io.karat.model.RecordKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads everything of an entity type in pages by key, so that a slow reader holds no connection and no snapshot. */
@ApplicationScoped
public class Exports {

    private static final int PAGE = 2_000;
    private static final UUID FIRST = new UUID(0, 0);

    private final DataSource database;

    Exports(DataSource database) {
        this.database = database;
    }

    /** Takes rows one after the other. */
    @FunctionalInterface
    public interface Sink<T> {
        void accept(T row) throws IOException;
    }

    public record Link(RecordKey record, UUID goldenId) {}

    public record Golden(UUID id, int version, GoldenValues values) {}

    /** The anchors' records; {@code score} is a probability. */
    public record Question(UUID id, String kind, RecordKey left, RecordKey right, double score, String state) {}

    /** All live records that are decided. */
    public void links(EntityType type, Sink<Link> sink) throws IOException {
        int after = -1;
        List<Numbered> page;
        do {
            int from = after;
            page = Rows.read(
                    database,
                    "select ordinal, source, key, golden_id from source_record where entity = ? and ordinal > ?"
                            + " and state = 1 and golden_id is not null order by ordinal limit ?",
                    (connection, statement) -> {
                        statement.setString(1, type.name());
                        statement.setInt(2, from);
                        statement.setInt(3, PAGE);
                    },
                    row -> new Numbered(
                            row.getInt(1),
                            new Link(new RecordKey(row.getString(2), row.getString(3)), row.getObject(4, UUID.class))));
            for (Numbered one : page) {
                sink.accept(one.link());
                after = one.ordinal();
            }
        } while (page.size() == PAGE);
    }

    private record Numbered(int ordinal, Link link) {}

    /** All live golden records. */
    public void golden(EntityType type, Sink<Golden> sink) throws IOException {
        UUID after = FIRST;
        List<Golden> page;
        do {
            UUID from = after;
            page = Rows.read(
                    database,
                    """
                    select g.golden_id, g.version, p.values, p.provenance from golden_record g
                    join golden_payload p on p.entity = g.entity and p.seq = g.seq
                    where g.entity = ? and g.golden_id > ? and g.state = 1 order by g.golden_id limit ?
                    """,
                    (connection, statement) -> {
                        statement.setString(1, type.name());
                        statement.setObject(2, from);
                        statement.setInt(3, PAGE);
                    },
                    row -> new Golden(
                            row.getObject(1, UUID.class),
                            row.getInt(2),
                            Json.golden(type, row.getString(3), row.getString(4))));
            for (Golden one : page) {
                sink.accept(one);
                after = one.id();
            }
        } while (page.size() == PAGE);
    }

    /** All reviews about records, whatever became of them; requests for a change are none. */
    public void reviews(EntityType type, Sink<Question> sink) throws IOException {
        UUID after = FIRST;
        List<Question> page;
        do {
            UUID from = after;
            page = Rows.read(
                    database,
                    """
                    select r.id, r.kind, a.source, a.key, b.source, b.key, r.log_odds, r.state from review r
                    join source_record a on a.entity = r.entity and a.ordinal = r.left_anchor
                    join source_record b on b.entity = r.entity and b.ordinal = r.right_anchor
                    where r.entity = ? and r.kind <> 'change' and r.id > ? order by r.id limit ?
                    """,
                    (connection, statement) -> {
                        statement.setString(1, type.name());
                        statement.setObject(2, from);
                        statement.setInt(3, PAGE);
                    },
                    Exports::question);
            for (Question one : page) {
                sink.accept(one);
                after = one.id();
            }
        } while (page.size() == PAGE);
    }

    private static Question question(ResultSet row) throws SQLException {
        return new Question(
                row.getObject(1, UUID.class),
                row.getString(2),
                new RecordKey(row.getString(3), row.getString(4)),
                new RecordKey(row.getString(5), row.getString(6)),
                1 / (1 + Math.exp(-row.getDouble(7))),
                row.getString(8));
    }
}
