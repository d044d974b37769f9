package io.karat.ledger;

import io.karat.golden.Conflict;
import io.karat.golden.DatedValues;
import io.karat.golden.GoldenValues;
import io.karat.golden.Overrides;
import io.karat.golden.Overrides.Hold;
import io.karat.golden.Pin;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import io.karat.review.ConflictQuestions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the sources of one batch's golden records disagree on: what was published before is held, and a steward is asked. Of
 * an entity type that has nothing reviewed there is none of it.
 */
final class Disputes {

    private final EntityType type;
    private final ConflictStore store;
    private final ConflictQuestions questions;
    private final ChangeStore requests;
    private final Map<UUID, List<Hold>> held = new HashMap<>();
    private final Map<UUID, List<Hold>> fresh = new LinkedHashMap<>();
    private final Map<UUID, List<String>> ended = new LinkedHashMap<>();
    private final Set<UUID> concerned = new LinkedHashSet<>();
    private final List<ConflictQuestions.Raised> raised = new ArrayList<>();

    Disputes(EntityType type, Connection connection) {
        this.type = type;
        this.store = new ConflictStore(connection, type.name());
        this.questions = new ConflictQuestions(connection, type.name());
        this.requests = new ChangeStore(connection, type.name());
    }

    /** What stands above the rules of these golden records. */
    Map<UUID, Overrides> overrides(Map<UUID, int[]> members, Map<UUID, List<Pin>> pins) throws SQLException {
        held.putAll(store.holds(members.keySet()));
        List<ConflictStore.Chosen> chosen = store.chosen(
                members.values().stream().flatMapToInt(Arrays::stream).boxed().toList());
        Map<UUID, Overrides> overrides = new HashMap<>();
        members.forEach((id, ordinals) -> overrides.put(
                id,
                new Overrides(
                        pins.getOrDefault(id, List.of()),
                        held.getOrDefault(id, List.of()),
                        chosen.stream()
                                .filter(answer -> answer.isAbout(ordinals))
                                .map(ConflictStore.Chosen::choice)
                                .toList())));
        return overrides;
    }

    /**
     * Holds what was published where sources begin to disagree.
     *
     * @param before what was published; null for a new golden record, of which the rule's winner stands for the time being
     * @return the overrides to forge it with once more; empty where nothing began
     */
    Optional<Overrides> hold(UUID golden, Overrides overrides, DatedValues forged, @Nullable GoldenValues before) {
        List<Hold> holds = new ArrayList<>();
        for (Conflict conflict : forged.conflicts()) {
            if (overrides.holds().stream().noneMatch(hold -> hold.unit().equals(conflict.unit()))) {
                RecordData published = published(conflict.unit(), before);
                holds.add(new Hold(conflict.unit(), published.isEmpty() ? conflict.winner() : published));
            }
        }
        if (holds.isEmpty()) {
            return Optional.empty();
        }
        fresh.put(golden, List.copyOf(holds));
        holds.addAll(overrides.holds());
        return Optional.of(new Overrides(overrides.pins(), holds, overrides.choices()));
    }

    /** Empty where a pin stood: it says nothing about what the sources said. */
    private RecordData published(String unit, @Nullable GoldenValues before) {
        SortedMap<String, List<String>> published = new TreeMap<>();
        if (before != null) {
            for (String attribute : type.survivorship().attributes(unit)) {
                GoldenValues.Value value = before.values().get(attribute);
                if (value != null && value.rule().equals(Pin.RULE)) {
                    return RecordData.EMPTY;
                }
                if (value != null) {
                    published.put(attribute, value.values());
                }
            }
        }
        return new RecordData(published);
    }

    /** A golden record as it comes out of the batch. */
    void note(UUID golden, int[] members, List<Conflict> conflicts) {
        concerned.add(golden);
        for (Conflict conflict : conflicts) {
            if (conflict.open()) {
                raised.add(new ConflictQuestions.Raised(
                        golden, members[0], conflict.unit(), conflict.records(), conflict.evidence()));
            }
        }
        List<String> over = held.getOrDefault(golden, List.of()).stream()
                .map(Hold::unit)
                .filter(unit ->
                        conflicts.stream().noneMatch(conflict -> conflict.unit().equals(unit)))
                .toList();
        if (!over.isEmpty()) {
            ended.put(golden, over);
        }
    }

    /** What is held in these ends with no question: should one come back, it stands as before. */
    void retired(Collection<UUID> goldens) {
        concerned.addAll(goldens);
    }

    /** In the database; once the golden records are. */
    Batch.Asked settle(Instant now, Supplier<UUID> ids) throws SQLException {
        if (concerned.isEmpty()) {
            return new Batch.Asked(0, 0);
        }
        store.release(ended);
        store.hold(fresh, now);
        int[] settled = questions.settle(concerned, raised, now, ids);
        requests.unasked(now);
        return new Batch.Asked(settled[0], settled[1]);
    }
}
