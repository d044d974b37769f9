package io.karat.ledger;

import io.karat.golden.Overrides.Choice;
import io.karat.model.RecordData;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody thinks who has not seen what was proposed.
 *
 * @param verdict {@code same} or {@code different} of groups of records, {@code yes} or {@code no} of everything else; null
 *     where it is about values
 * @param values by attribute; an empty list for none of the steward's own
 */
public record Opinion(@Nullable String verdict, Map<String, List<String>> values) {

    private static final Set<String> OF_GROUPS = Set.of("same", "different");
    private static final Set<String> OF_OTHERS = Set.of("yes", "no");

    public Opinion {
        values = Map.copyOf(values);
    }

    /** Whether it comes to what was proposed; empty where it answers another question. */
    Optional<Boolean> agreesWith(Command.OfSteward wanted) {
        return switch (wanted) {
            case Command.Edit edit ->
                values.keySet().equals(edit.values().keySet())
                        ? Optional.of(values.equals(edit.values()))
                        : Optional.empty();
            case Command.Choose choose -> ofValues(choose.meant());
            case Command.Merge _ -> one(OF_GROUPS, "same");
            case Command.Split _, Command.Transfer _ -> one(OF_GROUPS, "different");
            default -> one(OF_OTHERS, "yes");
        };
    }

    private Optional<Boolean> ofValues(@Nullable Choice meant) {
        return meant != null
                        && values.keySet().containsAll(meant.values().values().keySet())
                ? Optional.of(meant.values().equals(new RecordData(new TreeMap<>(values))))
                : Optional.empty();
    }

    private Optional<Boolean> one(Set<String> words, String agreeing) {
        return verdict != null && words.contains(verdict) ? Optional.of(verdict.equals(agreeing)) : Optional.empty();
    }
}
