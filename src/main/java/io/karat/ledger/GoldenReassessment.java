package io.karat.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Judges the golden records by rules that are others than those they were judged by, piece by piece between batches. */
final class GoldenReassessment {

    private static final int PIECE = 300;
    private static final UUID FIRST = new UUID(0, 0);

    private final Turns turns;
    private final Batch.Setting setting;

    GoldenReassessment(Turns turns, Batch.Setting setting) {
        this.turns = turns;
        this.setting = setting;
    }

    void run() throws InterruptedException {
        Optional<UUID> from = Optional.of(FIRST);
        while (from.isPresent()) {
            UUID after = from.get();
            from = turns.take(w -> piece(w, after));
        }
    }

    /** Returns the last golden record of the piece; empty where there was none. */
    private Optional<UUID> piece(Writer writer, UUID after) throws SQLException, InterruptedException {
        List<UUID> ids = new ArrayList<>();
        writer.rejudge(batch -> {
            ids.clear();
            ids.addAll(live(batch, after));
            List<Remark> remarks = new GoldenMarks(
                            batch.connection(),
                            setting.type(),
                            setting.standardiser(),
                            setting.inspector().rulebook())
                    .different(ids);
            new GoldenStore(batch.connection(), setting.type()).remark(remarks);
            StaleSearch.note(batch.connection(), setting.type().name(), foundOtherwise(batch, ids, remarks));
            new QualityStore(batch.connection(), setting.type().name()).apply(List.of(), remarks, batch.now());
            return List.of();
        });
        return ids.isEmpty() ? Optional.empty() : Optional.of(ids.getLast());
    }

    /** What passes all is found as before; what does not may have another score though it has the same marks. */
    private List<UUID> foundOtherwise(Batch batch, List<UUID> ids, List<Remark> remarks) throws SQLException {
        Set<UUID> otherwise = new LinkedHashSet<>();
        remarks.forEach(remark -> otherwise.add(remark.golden()));
        new GoldenStore(batch.connection(), setting.type()).current(ids).forEach((id, golden) -> {
            if (golden.marks().anyFailed()) {
                otherwise.add(id);
            }
        });
        return List.copyOf(otherwise);
    }

    private List<UUID> live(Batch batch, UUID after) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (PreparedStatement query = batch.connection()
                .prepareStatement("select golden_id from golden_record"
                        + " where entity = ? and golden_id > ? and state = 1 order by golden_id limit ?")) {
            query.setString(1, setting.type().name());
            query.setObject(2, after);
            query.setInt(3, PIECE);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return ids;
    }
}
