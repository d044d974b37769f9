package io.karat.ledger;

import io.karat.ledger.Command.BasedOn;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What changed of what an act is about since somebody saw it. */
final class Unseen {

    private final Batch batch;
    private final DecisionStore decisions;

    Unseen(Batch batch) {
        this.batch = batch;
        this.decisions =
                new DecisionStore(batch.connection(), batch.setting().type().name());
    }

    /** Whether there is any. */
    boolean in(Command.AsSeen seen) throws SQLException {
        return switch (seen.wanted()) {
            case Command.Merge merge -> said(members(List.of(merge.golden(), merge.with())), seen);
            case Command.Transfer move -> said(members(List.of(move.golden(), move.to())), seen);
            case Command.OnRecords alone -> said(members(List.of(alone.golden())), seen);
            case Command.Restore restore ->
                otherVersions(List.of(restore.golden()), seen) || said(last(restore.golden()), seen);
            case Command.Undo undo -> in(undo.decision(), seen);
        };
    }

    /** Of a decision that does not stand there is none: who undoes it is told that. */
    private boolean in(UUID decision, Command.AsSeen seen) throws SQLException {
        if (!decisions.stands(decision)) {
            return false;
        }
        List<UUID> goldens = decisions.goldens(decision);
        int[] about = IntStream.concat(Arrays.stream(decisions.records(decision)), Arrays.stream(members(goldens)))
                .distinct()
                .toArray();
        return otherVersions(goldens, seen) || said(about, seen) || decisions.anySince(decision, about, seen.batch());
    }

    private boolean said(int[] records, Command.AsSeen seen) throws SQLException {
        return batch.records().anyChanged(records, seen.batch());
    }

    private boolean otherVersions(Collection<UUID> about, Command.AsSeen seen) {
        Set<BasedOn> now = new HashSet<>();
        goldens(about).forEach(golden -> now.add(new BasedOn(golden.id(), golden.version())));
        return !now.equals(Set.copyOf(seen.golden()));
    }

    private int[] members(Collection<UUID> about) {
        return goldens(about)
                .flatMapToInt(golden -> Arrays.stream(golden.members()))
                .toArray();
    }

    private int[] last(UUID golden) throws SQLException {
        return new GoldenStore(batch.connection(), batch.setting().type()).lastMembers(golden);
    }

    private Stream<Golden> goldens(Collection<UUID> ids) {
        return ids.stream().map(batch.draft()::golden).filter(Objects::nonNull);
    }
}
