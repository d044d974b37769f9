package io.karat.ledger;

import io.karat.cluster.Constraints;
import io.karat.index.FeatureFile;
import io.karat.match.Label;
import io.karat.model.RecordKey;
import io.karat.standardise.Features;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The live records of a ledger at one instant, to be looked at from any thread while the ledger goes on.
 *
 * @param seq of the ledger at that instant
 * @param ordinals ascending
 * @param goldens that held each of them
 * @param keys of each of them
 * @param everyKey by ordinal, of records that are no longer live too
 * @param decisions that stood
 */
record Snapshot(
        long seq,
        int[] ordinals,
        Golden[] goldens,
        RecordKey[] keys,
        @Nullable RecordKey[] everyKey,
        FeatureFile.Snapshot file,
        List<Standing> decisions) {

    int size() {
        return ordinals.length;
    }

    Features features(int number) {
        return Objects.requireNonNull(file.get(ordinals[number]), "a live record has features");
    }

    /** The number of a record, or below zero when it was not live. */
    int number(int ordinal) {
        return Arrays.binarySearch(ordinals, ordinal);
    }

    /**
     * Only these records.
     *
     * @param some ordinals of records that were live, ascending
     */
    Snapshot of(int[] some) {
        Golden[] holders = new Golden[some.length];
        RecordKey[] names = new RecordKey[some.length];
        for (int i = 0; i < some.length; i++) {
            int number = number(some[i]);
            holders[i] = goldens[number];
            names[i] = keys[number];
        }
        return new Snapshot(seq, some, holders, names, everyKey, file, decisions);
    }

    /** The standing decisions in record numbers, without records that were not live. */
    Constraints constraints() {
        return new Constraints(
                decisions.stream()
                        .filter(Standing::same)
                        .map(d -> numbers(d.both()))
                        .filter(set -> set.length > 1)
                        .toList(),
                decisions.stream()
                        .filter(d -> !d.same())
                        .map(d -> new Constraints.Different(numbers(d.left()), numbers(d.right())))
                        .filter(d -> d.left().length > 0 && d.right().length > 0)
                        .toList());
    }

    /** The standing decisions as training takes them, without records that were not live. */
    List<Label> labels() {
        return decisions.stream()
                .map(d -> new Label(d.same(), numbers(d.left()), numbers(d.right())))
                .filter(label -> label.left().length > 0 && label.right().length > 0)
                .toList();
    }

    private int[] numbers(int[] some) {
        return Arrays.stream(some).map(this::number).filter(n -> n >= 0).toArray();
    }
}
