package io.karat.ledger;

import io.karat.golden.Contribution;
import io.karat.model.EntityType;
import io.karat.quality.Marks;
import io.karat.quality.Rulebook;
import io.karat.standardise.Standardiser;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** What the quality rules say of golden records as they are stored. */
final class GoldenMarks {

    private final Connection connection;
    private final EntityType type;
    private final Standardiser standardiser;
    private final Rulebook rulebook;

    GoldenMarks(Connection connection, EntityType type, Standardiser standardiser, Rulebook rulebook) {
        this.connection = connection;
        this.type = type;
        this.standardiser = standardiser;
        this.rulebook = rulebook;
    }

    /** Of these live golden records those with other marks than the rules give. */
    List<Remark> different(Collection<UUID> ids) throws SQLException {
        GoldenStore goldens = new GoldenStore(connection, type);
        Map<UUID, GoldenStore.Stored> stored = goldens.current(ids);
        var days = goldens.days(ids);
        List<Integer> ordinals = stored.values().stream()
                .flatMap(golden -> Arrays.stream(golden.members()).boxed())
                .toList();
        Map<Integer, Contribution> contributed = new HashMap<>();
        new RecordStore(connection, type.name())
                .contributions(ordinals, standardiser, rulebook)
                .forEach(c -> contributed.put(c.ordinal(), c));
        Appraisal appraisal = new Appraisal(standardiser, rulebook);
        List<Remark> different = new ArrayList<>();
        stored.forEach((id, golden) -> {
            List<Contribution> members = Arrays.stream(golden.members())
                    .mapToObj(contributed::get)
                    .filter(Objects::nonNull)
                    .toList();
            Marks now = appraisal.marks(
                    golden.values(),
                    members,
                    Objects.requireNonNull(days.get(id), "a golden record without a version"));
            if (!now.equals(golden.marks())) {
                different.add(new Remark(id, golden.marks(), now));
            }
        });
        return different;
    }
}
