package io.karat.batch;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The frequent atoms of many records, each record's behind one another so that one look into memory finds them, and the
 * places where each atom stands. They are numbered from 0 on here, rarest first.
 */
final class FrequentAtoms {

    private static final int COLUMN_BITS = 7;
    private static final int COLUMN = (1 << COLUMN_BITS) - 1;
    private static final int MOST = 1 << Integer.SIZE - 1 - COLUMN_BITS;

    private final AtomNumbers numbers;
    private final int least;
    private final int records;

    /** Per record its atoms, ascending, with their columns in the lowest bits; behind them the record, inverted. */
    private final int[] rows;

    private final int[] rowFrom;
    private final int[] placesFrom;
    private final int[] places;

    /**
     * @param least the least number of a frequent atom
     * @param limit the least number of an atom whose places are not asked for
     */
    FrequentAtoms(RecordAtoms atoms, AtomNumbers numbers, int least, int limit) {
        this.numbers = numbers;
        this.least = least;
        this.records = atoms.records();
        if (count() > MOST) {
            throw new IllegalStateException("more than " + MOST + " frequent atoms: match the file in parts");
        }
        rowFrom = new int[records + 1];
        for (int record = 0; record < records; record++) {
            rowFrom[record + 1] = rowFrom[record] + atoms.from(record + 1) - first(atoms, record) + 1;
        }
        rows = new int[rowFrom[records]];
        IntStream.range(0, records).parallel().forEach(record -> fill(atoms, record));
        placesFrom = new int[Math.max(0, limit - least) + 1];
        for (int atom = 0; atom + 1 < placesFrom.length; atom++) {
            placesFrom[atom + 1] = placesFrom[atom] + numbers.holders(least + atom);
        }
        places = new int[placesFrom[placesFrom.length - 1]];
        int workers = Runtime.getRuntime().availableProcessors();
        // Every thread looks at all rows and writes the places of its own atoms.
        IntStream.range(0, workers)
                .parallel()
                .forEach(worker -> fillPlaces(bound(worker, workers), bound(worker + 1, workers)));
    }

    /** Where the frequent atoms of a record begin; the others come before them. */
    private int first(RecordAtoms atoms, int record) {
        int at = atoms.from(record + 1);
        while (at > atoms.from(record) && atoms.atom(at - 1) >= least) {
            at--;
        }
        return at;
    }

    private void fill(RecordAtoms atoms, int record) {
        int to = rowFrom[record];
        for (int at = first(atoms, record); at < atoms.from(record + 1); at++) {
            rows[to++] = atoms.atom(at) - least << COLUMN_BITS | atoms.column(at);
        }
        rows[to] = ~record;
    }

    private void fillPlaces(int low, int high) {
        int[] filled = Arrays.copyOfRange(placesFrom, low, high);
        for (int place = 0; place < rows.length; place++) {
            if (isAtom(place) && atom(place) >= low && atom(place) < high) {
                places[filled[atom(place) - low]++] = place;
            }
        }
    }

    int records() {
        return records;
    }

    int count() {
        return numbers.size() - least;
    }

    /** Atoms before the bound of a part have as large a share of all places as parts before it. */
    int bound(int part, int parts) {
        int found = Arrays.binarySearch(placesFrom, (int) ((long) places.length * part / parts));
        return part == parts ? placesFrom.length - 1 : found < 0 ? -1 - found : found;
    }

    /** Atoms with a lower number have at most so many holders. */
    int heldByMoreThan(double most) {
        return Math.max(0, numbers.heldByMoreThan((int) Math.min(Integer.MAX_VALUE, most)) - least);
    }

    /** Where the places of an atom begin, ascending; they end where those of the next begin. */
    int placesFrom(int atom) {
        return placesFrom[atom];
    }

    int place(int at) {
        return places[at];
    }

    /** Where the row of a record begins; behind the last one, where all end. */
    int from(int record) {
        return rowFrom[record];
    }

    /** Else it is a row's end. */
    boolean isAtom(int place) {
        return rows[place] >= 0;
    }

    /** Brings what stands there near. */
    int touch(int place) {
        return rows[place];
    }

    int atom(int place) {
        return rows[place] >>> COLUMN_BITS;
    }

    int column(int place) {
        return rows[place] & COLUMN;
    }

    /** The record whose row ends here. */
    int record(int end) {
        return ~rows[end];
    }
}
