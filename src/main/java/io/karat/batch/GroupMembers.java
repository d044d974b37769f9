package io.karat.batch;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Members of groups, those of each group side by side, written by several threads as they find them: nothing is copied, and no
 * array is larger than the collector likes.
 */
final class GroupMembers {

    private static final int CHUNK_BITS = 20;
    private static final int WITHIN = (1 << CHUNK_BITS) - 1;

    /** With its header it fills a region of the heap and not a word more. */
    private static final int CHUNK = (1 << CHUNK_BITS) - 8;

    private static final int MOST_CHUNKS = 1 << Integer.SIZE - 1 - CHUNK_BITS;

    private final int[][] chunks = new int[MOST_CHUNKS][];
    private final AtomicInteger taken = new AtomicInteger();

    /** @param cap members of a group, at most */
    GroupMembers(int cap) {
        if (cap > CHUNK) {
            throw new IllegalArgumentException("groups may have at most " + CHUNK + " members");
        }
    }

    /** Of one thread. */
    final class Room {

        private int next;
        private int end;

        /** Where the next members go, which are side by side. */
        int take(int members) {
            if (next + members > end) {
                int chunk = taken.getAndIncrement();
                if (chunk >= MOST_CHUNKS) {
                    throw new IllegalStateException("too many groups of records: match the file in parts");
                }
                chunks[chunk] = new int[CHUNK];
                next = chunk << CHUNK_BITS;
                end = next + CHUNK;
            }
            next += members;
            return next - members;
        }
    }

    Room room() {
        return new Room();
    }

    void put(int place, int member) {
        chunks[place >>> CHUNK_BITS][place & WITHIN] = member;
    }

    /** The array that a place is in. */
    int[] around(int place) {
        return chunks[place >>> CHUNK_BITS];
    }

    /** Where in that array it is. */
    static int within(int place) {
        return place & WITHIN;
    }
}
