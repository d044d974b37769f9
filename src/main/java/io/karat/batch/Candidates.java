package io.karat.batch;

import java.util.Arrays;
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

    /** Holders of each rare atom, ascending. */
    private final int[] postingsFrom;

    private final int[] postings;

    /** The least number of an atom that more records hold than the cap allows. */
    private final int frequent;

    private final AtomGroups groups;

    /**
     * @param keysOverCap keys that more records share than the cap allows
     * @param recordsInKeysOverCap records they hold, each as often as it is in one
     * @param largest records of the largest of them
     */
    record Statistics(long groups, long keysOverCap, long recordsInKeysOverCap, int largest) {}

    Candidates(Records records, int cap, int budget) {
        this.size = records.size();
        this.budget = budget;
        AtomNumbers numbers = new AtomNumbers(records);
        atoms = new RecordAtoms(records, numbers);
        frequent = numbers.heldByMoreThan(cap);
        postingsFrom = new int[frequent + 1];
        for (int number = 0; number < frequent; number++) {
            postingsFrom[number + 1] = postingsFrom[number] + numbers.holders(number);
        }
        postings = new int[postingsFrom[frequent]];
        int workers = Runtime.getRuntime().availableProcessors();
        // Every thread looks at all records and writes the holders of its own atoms.
        IntStream.range(0, workers)
                .parallel()
                .forEach(worker -> fillPostings(bound(worker, workers), bound(worker + 1, workers)));
        groups = new AtomGroups(atoms, numbers, frequent, cap);
    }

    /** Atoms before the bound have as large a share of all holders as workers before it. */
    private int bound(int worker, int workers) {
        int found = Arrays.binarySearch(postingsFrom, (int) ((long) postings.length * worker / workers));
        return worker == workers ? frequent : found < 0 ? -1 - found : found;
    }

    private void fillPostings(int low, int high) {
        int[] filled = Arrays.copyOfRange(postingsFrom, low, high);
        for (int record = 0; record < size; record++) {
            for (int at = atoms.from(record); at < atoms.from(record + 1) && atoms.atom(at) < high; at++) {
                if (atoms.atom(at) >= low) {
                    postings[filled[atoms.atom(at) - low]++] = record;
                }
            }
        }
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

    /** Where the holders of a rare atom begin; they end where those of the next begin. */
    int postingsFrom(int atom) {
        return postingsFrom[atom];
    }

    int posting(int at) {
        return postings[at];
    }

    /** Takes the atoms of a record that more records hold than the cap allows. */
    interface AtomSink {
        void take(int column, int atom);
    }

    void frequentAtoms(int record, AtomSink sink) {
        for (int at = atoms.from(record + 1) - 1; at >= atoms.from(record) && frequent(atoms.atom(at)); at--) {
            sink.take(atoms.column(at), atoms.atom(at));
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

    /** As {@code Keys.shared} defines it: whether or not one record is among the other's candidates. */
    boolean shareKey(int a, int b) {
        return atoms.shareKey(a, b);
    }
}
