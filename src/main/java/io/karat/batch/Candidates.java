package io.karat.batch;

import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * The candidate pairs of many records: those that share a key, which is a strong atom or a pair of atoms of two columns
 * (see {@code Keys}), unless more than {@code cap} records share it.
 *
 * <p>Most keys need not be built. An atom that few records hold leads to all of them, whatever the second atom is; only
 * pairs of frequent atoms are grouped, by sorting their hashes. A pair whose records would by chance be many more than
 * the cap is passed over at once.
 *
 * <p>A record looks at its rarest keys first and at no more than {@code budget} records, see {@link CandidateSearch}.
 */
final class Candidates {

    private final int size;
    private final int budget;
    private final RecordAtoms atoms;

    /** Of rare atoms. */
    private final Holders holders;

    /** The least number of an atom that more records hold than the cap allows. */
    private final int frequent;

    /** By number, from the least frequent atom on: the atom. */
    private final long[] frequentAtoms;

    private final AtomGroups groups;

    /**
     * @param keysOverCap keys that more records share than the cap allows
     * @param recordsInKeysOverCap records they hold, each as often as it is in one
     * @param largest records of the largest of them
     */
    record Statistics(long groups, long keysOverCap, long recordsInKeysOverCap, int largest) {}

    Candidates(KeyAtoms records, int cap, int budget) {
        this(records, cap, budget, 0);
    }

    /** @param first number of the first record that seeks candidates */
    Candidates(KeyAtoms records, int cap, int budget, int first) {
        this.size = records.size();
        this.budget = budget;
        AtomNumbers numbers = new AtomNumbers(records);
        atoms = new RecordAtoms(records, numbers);
        frequent = numbers.heldByMoreThan(cap);
        holders = new Holders(atoms, numbers, 0, frequent);
        frequentAtoms = new long[numbers.size() - frequent];
        for (int at = 0; at < records.from(size); at++) {
            if (numbers.of(at) >= frequent) {
                frequentAtoms[numbers.of(at) - frequent] = records.atom(at);
            }
        }
        groups = AtomGroups.of(atoms, numbers, frequent, new AtomGroups.Bounds(cap, first));
    }

    Statistics statistics() {
        return groups.statistics();
    }

    int size() {
        return size;
    }

    int budget() {
        return budget;
    }

    RecordAtoms atoms() {
        return atoms;
    }

    AtomGroups groups() {
        return groups;
    }

    boolean frequent(int atom) {
        return atom >= frequent;
    }

    /** Of rare atoms. */
    Holders holders() {
        return holders;
    }

    /** Takes the atoms of a record that more records hold than the cap allows. */
    interface AtomSink {
        void take(int column, long atom);
    }

    void frequentAtoms(int record, AtomSink sink) {
        for (int at = atoms.from(record + 1) - 1; at >= atoms.from(record) && frequent(atoms.atom(at)); at--) {
            sink.take(atoms.column(at), frequentAtoms[atoms.atom(at) - frequent]);
        }
    }

    /** Columns of frequent atoms, ascending. */
    int[] frequentColumns() {
        return IntStream.range(0, size)
                .parallel()
                .collect(
                        BitSet::new,
                        (columns, record) -> frequentAtoms(record, (column, atom) -> columns.set(column)),
                        BitSet::or)
                .stream()
                .toArray();
    }
}
