package io.karat.golden;

import io.karat.golden.Contribution.Datum;
import io.karat.model.RecordKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What competes for an attribute or for a group of attributes: for an attribute each value of each member by itself, for a
 * group each member with all it has of the group.
 *
 * @param data one value, or the best one of each of the group's attributes
 * @param position of the value in its record
 * @param observedAt of what it says; null is older than any time
 */
record Entry(
        Contribution member,
        List<Datum> data,
        int position,
        @Nullable Instant observedAt) {

    RecordKey key() {
        return member.key();
    }

    boolean evidence() {
        return filled() > 0;
    }

    /** How many of the data are evidence. */
    int filled() {
        int filled = 0;
        for (Datum datum : data) {
            filled += isEvidence(datum) ? 1 : 0;
        }
        return filled;
    }

    /** In code points of the raw values. */
    int length() {
        return data.stream()
                .mapToInt(datum -> datum.raw().codePointCount(0, datum.raw().length()))
                .sum();
    }

    /** Entries of equal identity say the same. */
    List<Datum> identity() {
        return data.stream().map(Entry::saying).toList();
    }

    static boolean isEvidence(Datum datum) {
        return !datum.comparable().isEmpty();
    }

    /** Values without evidence are compared as they were sent. */
    static Datum saying(Datum datum) {
        return isEvidence(datum) ? new Datum("", datum.comparable()) : datum;
    }
}
