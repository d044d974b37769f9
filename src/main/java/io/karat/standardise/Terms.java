package io.karat.standardise;

import it.unimi.dsi.fastutil.longs.Long2ByteMap;
import it.unimi.dsi.fastutil.longs.Long2ByteOpenHashMap;
import java.util.Arrays;

/**
 * The terms of one record while they are collected, each with its column. A term that is found twice belongs to the
 * first column it was found in; one that is ever strong is so, in the last column it was strong in.
 */
final class Terms {

    private static final byte STRONG = (byte) 0x80;
    private static final int LAST_COLUMN = 0x7f;

    /** So many are sorted by insertion: a person has some twenty. */
    private static final int FEW = 64;

    private long[] hashes = new long[40];
    private byte[] columns = new byte[40];
    private int size;

    void weak(long hash, int column) {
        add(hash, (byte) Math.min(column, LAST_COLUMN));
    }

    void strong(long hash, int column) {
        add(hash, (byte) (Math.min(column, LAST_COLUMN) | STRONG));
    }

    private void add(long hash, byte column) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, size * 2);
            columns = Arrays.copyOf(columns, size * 2);
        }
        hashes[size] = hash;
        columns[size++] = column;
    }

    /** How many were found so far. */
    int size() {
        return size;
    }

    /** Copies of the hashes found from the {@code from}th on. */
    long[] since(int from) {
        return Arrays.copyOfRange(hashes, from, size);
    }

    /** No more may be added afterwards. */
    Features features(String[][] values) {
        if (size > FEW) {
            joinMany();
        } else {
            sort();
            join();
        }
        return new Features(values, Arrays.copyOf(hashes, size), Arrays.copyOf(columns, size));
    }

    /** Stable, so that equal terms keep the order in which they were found. */
    private void sort() {
        for (int i = 1; i < size; i++) {
            long hash = hashes[i];
            byte column = columns[i];
            int j = i;
            for (; j > 0 && hashes[j - 1] > hash; j--) {
                hashes[j] = hashes[j - 1];
                columns[j] = columns[j - 1];
            }
            hashes[j] = hash;
            columns[j] = column;
        }
    }

    private void join() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (kept > 0 && hashes[kept - 1] == hashes[i]) {
                columns[kept - 1] = columns[i] < 0 ? columns[i] : columns[kept - 1];
            } else {
                hashes[kept] = hashes[i];
                columns[kept++] = columns[i];
            }
        }
        size = kept;
    }

    private void joinMany() {
        Long2ByteMap found = new Long2ByteOpenHashMap(size);
        for (int i = 0; i < size; i++) {
            if (columns[i] < 0) {
                found.put(hashes[i], columns[i]);
            } else {
                found.putIfAbsent(hashes[i], columns[i]);
            }
        }
        size = found.size();
        found.keySet().toArray(hashes);
        Arrays.sort(hashes, 0, size);
        for (int i = 0; i < size; i++) {
            columns[i] = found.get(hashes[i]);
        }
    }
}
