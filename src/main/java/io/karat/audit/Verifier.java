package io.karat.audit;

import io.karat.audit.Verification.Fault;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Looks whether the chain is as it was written. */
@Singleton
final class Verifier {

    private static final int FETCH = 1_000;
    private static final int FAULTS = 100;

    private final DataSource database;
    private final SealKey key;

    @Inject
    Verifier(DataSource database, SealKey key) {
        this.database = database;
        this.key = key;
    }

    /** @param kept a checkpoint that somebody kept outside the hub, or null */
    Verification verify(@Nullable Checkpoint kept) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                return new Walk(kept).over(connection);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw Rows.failed(e);
        }
    }

    /** One look from the first entry to the last. */
    private final class Walk {

        private final @Nullable Checkpoint kept;
        private final List<Fault> faults = new ArrayList<>();
        private byte[] before = Chain.BEGINNING;
        private long place;
        private long entries;
        private long erased;
        private @Nullable Checkpoint last;

        Walk(@Nullable Checkpoint kept) {
            this.kept = kept;
        }

        Verification over(Connection connection) throws SQLException {
            try (PreparedStatement query = connection.prepareStatement("select * from (select " + Rows.COLUMNS
                    + " from audit_entry where place is not null) e full join (select place, place as at_place,"
                    + " hash as at_hash, at as at_time, mac from audit_checkpoint) c using (place) order by place")) {
                query.setFetchSize(FETCH);
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        look(rows);
                    }
                }
            }
            if (last == null ? place > 0 : place > last.place()) {
                fault(place, "beyond", "Entries stand behind the last checkpoint, where the hub puts none");
            }
            if (kept != null && (last == null || kept.place() > last.place())) {
                fault(kept.place(), "missing", "The chain ends before the checkpoint that was kept");
            }
            return new Verification(entries, erased, last, faults);
        }

        private void look(ResultSet row) throws SQLException {
            byte[] hash = before;
            if (row.getObject("id") != null) {
                hash = entry(Rows.sealed(row));
            }
            if (row.getObject("at_place") != null) {
                checkpoint(row, hash);
            }
        }

        private byte[] entry(Rows.Sealed one) {
            long here = Objects.requireNonNull(one.entry().place());
            entries++;
            if (here != place + 1) {
                fault(place + 1, "gap", "Entries are missing before place " + here);
            }
            byte[] commitment = one.commitment() == null ? new byte[0] : one.commitment();
            byte[] stored = one.hash() == null ? new byte[0] : one.hash();
            if (!Arrays.equals(Chain.hash(before, here, one.entry(), commitment), stored)) {
                fault(here, "altered", "This entry, or the one before it, is not the one that was written");
            }
            content(one, here, commitment);
            if (kept != null && kept.place() == here && !hex(stored).equals(kept.hash())) {
                fault(here, "foreign", "The chain is another one than that of the checkpoint that was kept");
            }
            place = here;
            before = stored;
            return stored;
        }

        private void content(Rows.Sealed one, long here, byte[] commitment) {
            if (one.salt() != null) {
                if (!Arrays.equals(Chain.commitment(one.entry(), one.salt()), commitment)) {
                    fault(here, "content", "The reason or the values of this entry are not those that were written");
                }
                return;
            }
            erased++;
            if (one.entry().reason() != null
                    || one.entry().before() != null
                    || one.entry().after() != null) {
                fault(here, "content", "This entry has values, and nothing to prove them by");
            }
        }

        private void checkpoint(ResultSet row, byte[] hash) throws SQLException {
            long here = row.getLong("at_place");
            byte[] said = Objects.requireNonNull(row.getBytes("at_hash"));
            last = new Checkpoint(
                    here,
                    hex(said),
                    row.getObject("at_time", OffsetDateTime.class).toInstant());
            if (here != place) {
                fault(here, "missing", "The entry of this checkpoint is missing");
            } else if (!Arrays.equals(said, hash)) {
                fault(here, "checkpoint", "The chain does not lead to this checkpoint");
            }
            if (!Arrays.equals(Chain.mac(key.bytes(), here, said), row.getBytes("mac"))) {
                fault(here, "checkpoint", "This checkpoint was not written by this hub");
            }
        }

        private void fault(long where, String code, String message) {
            if (faults.size() < FAULTS) {
                faults.add(new Fault(where, code, message));
            }
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
