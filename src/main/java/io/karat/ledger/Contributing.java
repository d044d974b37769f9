package io.karat.ledger;

import io.karat.golden.Contribution;
import it.unimi.dsi.fastutil.ints.Int2ObjectMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectMaps;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import javax.sql.DataSource;

/** Reads what live records bring to their golden records, outside of the ledger's transactions; from any thread. */
final class Contributing {

    private final DataSource database;
    private final Batch.Setting setting;

    Contributing(DataSource database, Batch.Setting setting) {
        this.database = database;
        this.setting = setting;
    }

    /**
     * As the database has it now; by ordinal. Empty while the database is away: who needs it reads it again.
     */
    Int2ObjectMap<Contribution> of(Collection<Integer> ordinals) {
        if (ordinals.isEmpty()) {
            return Int2ObjectMaps.emptyMap();
        }
        Int2ObjectMap<Contribution> found = new Int2ObjectOpenHashMap<>(ordinals.size());
        try (Connection connection = database.getConnection()) {
            new RecordStore(connection, setting.type().name())
                    .contributions(
                            ordinals,
                            setting.standardiser(),
                            setting.inspector().rulebook())
                    .forEach(c -> found.put(c.ordinal(), c));
        } catch (SQLException e) {
            if (!Outage.passes(e)) {
                throw new IllegalStateException("records could not be read", e);
            }
            return Int2ObjectMaps.emptyMap();
        }
        return found;
    }
}
