package io.karat.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Of one source, or of the golden records: how many have a value of each attribute, how many of these have one that is not
 * valid, and the first of those that lack one or have one that is not valid.
 *
 * @param <I> by which a record is known
 */
final class Coverage<I> {

    /** Records that are kept to be looked at, for each attribute. */
    private static final int KEPT = 1_000;

    private final List<OfAttribute<I>> counted;
    private long records;

    Coverage(List<String> attributes) {
        this.counted = attributes.stream().map(OfAttribute<I>::new).toList();
    }

    /** What was counted of one attribute. */
    static final class OfAttribute<I> {
        private final String name;
        private final List<I> missing = new ArrayList<>();
        private final List<I> faulty = new ArrayList<>();
        private long filled;
        private long invalid;

        OfAttribute(String name) {
            this.name = name;
        }

        String name() {
            return name;
        }

        long filled() {
            return filled;
        }

        long invalid() {
            return invalid;
        }

        List<I> missing() {
            return missing;
        }

        List<I> faulty() {
            return faulty;
        }

        private void add(I id, boolean there, boolean valid) {
            if (!there) {
                keep(missing, id);
                return;
            }
            filled++;
            if (!valid) {
                invalid++;
                keep(faulty, id);
            }
        }

        private void keep(List<I> list, I id) {
            if (list.size() < KEPT) {
                list.add(id);
            }
        }
    }

    /**
     * One more record.
     *
     * @param there names of attributes of which it has a value
     * @param invalid of those with a value that is not valid
     */
    void add(I id, Set<String> there, Set<String> invalid) {
        records++;
        counted.forEach(of -> of.add(id, there.contains(of.name()), !invalid.contains(of.name())));
    }

    long records() {
        return records;
    }

    List<OfAttribute<I>> attributes() {
        return counted;
    }
}
