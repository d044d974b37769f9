package io.karat.ledger;

import io.karat.ledger.Preview.Fate;
import io.karat.model.RecordKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An act of a steward that was carried out in a transaction and is about to be taken back: what it came to.
 *
 * @param requests for a change, as they stand after it
 */
record Rehearsal(
        Outcome.OfSteward outcome,
        boolean waits,
        List<GoldenChange> changes,
        View draft,
        Batch.Asked asked,
        List<ChangeStore.Place> requests) {

    private static final Comparator<RecordKey> ORDER =
            Comparator.comparing(RecordKey::source).thenComparing(RecordKey::key);

    /**
     * @param before what is stored, the act taken back
     * @param standing requests, the act taken back
     */
    Preview against(GoldenStore before, ChangeStore standing) throws SQLException {
        Map<UUID, GoldenStore.Stored> stored =
                before.current(changes.stream().map(c -> c.after().id()).toList());
        Set<UUID> created = new HashSet<>();
        changes.stream()
                .filter(c -> fate(c) == Fate.CREATED)
                .forEach(c -> created.add(c.after().id()));
        List<Preview.Result> results = changes.stream()
                .map(c -> result(c, stored, created))
                .sorted(Comparator.comparing(Preview.Result::fate))
                .toList();
        return new Preview(outcome, waits, results, asked.opened(), asked.closed(), followed(standing, created));
    }

    private List<Preview.Followed> followed(ChangeStore standing, Set<UUID> created) throws SQLException {
        Map<UUID, ChangeStore.Place> after =
                requests.stream().collect(Collectors.toMap(ChangeStore.Place::id, Function.identity()));
        List<Preview.Followed> followed = new ArrayList<>();
        for (ChangeStore.Place place :
                standing.places(changes.stream().map(c -> c.after().id()).toList())) {
            ChangeStore.Place then = after.get(place.id());
            if (place.open() && then != null && !(then.open() && then.isAt(place))) {
                followed.add(new Preview.Followed(
                        place.id(), place.act(), place.title(), given(then.golden(), created), !then.open()));
            }
        }
        return followed;
    }

    private Preview.Result result(GoldenChange change, Map<UUID, GoldenStore.Stored> stored, Set<UUID> created) {
        Golden after = change.after();
        GoldenStore.Stored known = stored.get(after.id());
        return new Preview.Result(
                given(after.id(), created),
                fate(change),
                given(after.heir(), created),
                after.version(),
                change.title(),
                Arrays.stream(after.members())
                        .mapToObj(draft::key)
                        .sorted(ORDER)
                        .toList(),
                known == null ? null : known.values(),
                change.values());
    }

    private static @Nullable UUID given(@Nullable UUID id, Set<UUID> created) {
        return id != null && created.contains(id) ? null : id;
    }

    private static Fate fate(GoldenChange change) {
        return switch (change.move()) {
            case Move.Retires _ -> Fate.RETIRED;
            case Move.Lives l when l.before() == null -> Fate.CREATED;
            case Move.Lives l when l.revived() -> Fate.REVIVED;
            case Move.Lives _ -> Fate.CHANGED;
        };
    }
}
