package io.karat.batch;

import java.util.Arrays;

/** Looks for the candidates of one record after another; every thread has its own. */
final class CandidateSearch {

    /** Of a {@code long}, in bits: by so many places it is addressed less. */
    private static final int WORD = 6;

    private final Candidates candidates;
    private final RecordAtoms atoms;
    private final Holders holders;
    private final SharedAtoms shared;

    /** By number whether a record was found: a bit each, so that all of them stay near the processor. */
    private final long[] seen;

    private int[] found = new int[256];
    private int count;

    /** Kept so that reading ahead has a purpose for the compiler. */
    int touched;

    CandidateSearch(Candidates candidates) {
        this.candidates = candidates;
        this.atoms = candidates.atoms();
        this.holders = candidates.holders();
        this.shared = new SharedAtoms(atoms);
        this.seen = new long[candidates.size() / Long.SIZE + 1];
    }

    /** Finds candidates with a lower number than the given record. Returns how many. */
    int before(int record) {
        look(record);
        touched = atoms.touch(found, count);
        shared.with(record);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (shared.isKey(found[i])) {
                found[kept++] = found[i];
            }
        }
        count = kept;
        return count;
    }

    /**
     * Finds what is looked at for {@link #before}: also records that share one rare atom and no key. Rare atoms and groups
     * are taken by how many records hold them, fewest first. Returns how many.
     */
    int look(int record) {
        count = 0;
        touch(record);
        AtomGroups groups = candidates.groups();
        int end = atoms.from(record + 1);
        int group = groups.ofRecordFrom(record);
        for (int at = atoms.from(record); at < end && count < candidates.budget(); at++) {
            int atom = atoms.atom(at);
            if (candidates.frequent(atom)) {
                break;
            }
            group = seeGroups(record, group, groups.firstOfSize(holders.count(atom)));
            if (count < candidates.budget()) {
                seeHolders(atom, record);
            }
        }
        seeGroups(record, group, Integer.MAX_VALUE);
        for (int i = 0; i < count; i++) {
            seen[found[i] >>> WORD] = 0;
        }
        return count;
    }

    /**
     * Brings near what the record's rare atoms and groups lead to: read one after the other, with nothing to decide in
     * between, the processor waits for many of them at once instead of for each.
     */
    private void touch(int record) {
        int all = 0;
        int end = atoms.from(record + 1);
        for (int at = atoms.from(record); at < end && !candidates.frequent(atoms.atom(at)); at++) {
            all ^= holders.record(holders.from(atoms.atom(at)));
        }
        AtomGroups groups = candidates.groups();
        int last = groups.ofRecordFrom(record + 1);
        for (int at = groups.ofRecordFrom(record); at < last; at++) {
            all ^= groups.first(groups.group(at));
        }
        touched = all;
    }

    private void seeHolders(int atom, int record) {
        for (int i = holders.from(atom); holders.record(i) < record; i++) {
            see(holders.record(i));
        }
    }

    /**
     * Sees the members of a record's groups.
     *
     * @param at where the first of these groups stands
     * @param end number of the first group that is not one of them
     * @return where the next group stands
     */
    private int seeGroups(int record, int at, int end) {
        AtomGroups groups = candidates.groups();
        int last = groups.ofRecordFrom(record + 1);
        int next = at;
        while (next < last && groups.group(next) < end && count < candidates.budget()) {
            int group = groups.group(next++);
            int[] members = groups.membersOf(group);
            for (int i = groups.from(group); members[i] < record; i++) {
                see(members[i]);
            }
        }
        return next;
    }

    private void see(int other) {
        int word = other >>> WORD;
        if ((seen[word] & 1L << other) == 0) {
            seen[word] |= 1L << other;
            if (count == found.length) {
                found = Arrays.copyOf(found, count * 2);
            }
            found[count++] = other;
        }
    }

    int found(int i) {
        return found[i];
    }
}
