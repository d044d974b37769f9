package io.karat.audit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What everybody did, as far as the hub records it. */
@Singleton
public final class Audit {

    private static final int FETCH = 1_000;

    private final DataSource database;
    private final Sealer sealer;
    private final Verifier verifier;

    @Inject
    Audit(DataSource database, Sealer sealer, Verifier verifier) {
        this.database = database;
        this.sealer = sealer;
        this.verifier = verifier;
    }

    /** @param next where the next page begins, or null where there is none */
    public record Page(List<Entry> entries, @Nullable Long next) {
        public Page {
            entries = List.copyOf(entries);
        }
    }

    /** Takes entries one by one. */
    public interface Reader {
        void take(Entry entry) throws IOException;
    }

    /**
     * Newest first.
     *
     * @param before where the page begins, as said by the page before; null: at the newest
     */
    public Page list(Filter filter, @Nullable Long before, int limit) {
        List<Entry> found = new ArrayList<>();
        try {
            read(filter, before == null ? Long.MAX_VALUE : before, limit + 1, found::add);
        } catch (IOException e) {
            throw new IllegalStateException("a list cannot fail to take an entry", e);
        }
        boolean more = found.size() > limit;
        return new Page(
                more ? found.subList(0, limit) : found,
                more ? found.get(limit - 1).id() : null);
    }

    /** All of them, newest first, without holding them in memory. */
    public void export(Filter filter, Reader reader) throws IOException {
        read(filter, Long.MAX_VALUE, Integer.MAX_VALUE, reader);
    }

    /**
     * Looks at the whole chain, new entries included.
     *
     * @param kept a checkpoint that somebody kept outside the hub, or null
     */
    public Verification verify(@Nullable Checkpoint kept) {
        sealer.seal();
        return verifier.verify(kept);
    }

    /**
     * Records an act that leaves no other trace in the database: that somebody had something shown.
     *
     * @param actor {@code user:ada}
     */
    public void record(String actor, String kind, String entity, UUID golden, String reason) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into audit_entry (actor, kind, entity, golden, reason) values (?, ?, ?, array[?], ?)")) {
            insert.setString(1, actor);
            insert.setString(2, kind);
            insert.setString(3, entity);
            insert.setObject(4, golden);
            insert.setString(5, reason);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the audit could not be written (SQL state " + e.getSQLState() + ")", e);
        }
    }

    private void read(Filter filter, long before, int limit, Reader reader) throws IOException {
        List<Object> arguments = new ArrayList<>();
        String condition = filter.condition(arguments);
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement query = connection.prepareStatement("select " + Rows.COLUMNS
                    + " from audit_entry where " + condition + " and id < ? order by id desc limit ?")) {
                int n = 1;
                for (Object argument : arguments) {
                    query.setObject(n++, argument);
                }
                query.setLong(n++, before);
                query.setInt(n, limit);
                query.setFetchSize(FETCH);
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        reader.take(Rows.sealed(rows).entry());
                    }
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw Rows.failed(e);
        }
    }
}
