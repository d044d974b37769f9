package io.karat.batch;

import io.karat.cluster.UnionFind;
import io.karat.match.CodedScorer;
import it.unimi.dsi.fastutil.floats.FloatArrayList;
import it.unimi.dsi.fastutil.floats.FloatList;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntList;
import it.unimi.dsi.fastutil.longs.LongLinkedOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongSet;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** The candidate pairs that reach the floor, each once, in an order that depends on the records alone. */
final class EdgeList {

    private static final int CHUNK = 2048;

    final int[] left;
    final int[] right;
    final float[] logOdds;

    /** Pairs that were compared. */
    final long compared;

    private EdgeList(int[] left, int[] right, float[] logOdds, long compared) {
        this.left = left;
        this.right = right;
        this.logOdds = logOdds;
        this.compared = compared;
    }

    /**
     * Those of which both ends have a new number.
     *
     * @param numbers new ones by old ones, in the same order; below zero where there is none
     */
    EdgeList renumbered(IntUnaryOperator numbers) {
        int[] kept = IntStream.range(0, size())
                .filter(i -> numbers.applyAsInt(left[i]) >= 0 && numbers.applyAsInt(right[i]) >= 0)
                .toArray();
        EdgeList only = new EdgeList(new int[kept.length], new int[kept.length], new float[kept.length], compared);
        for (int i = 0; i < kept.length; i++) {
            only.left[i] = numbers.applyAsInt(left[kept[i]]);
            only.right[i] = numbers.applyAsInt(right[kept[i]]);
            only.logOdds[i] = logOdds[kept[i]];
        }
        return only;
    }

    private record Chunk(int[] left, int[] right, float[] logOdds, long compared) {}

    /** @param floor natural log-odds */
    static EdgeList of(Candidates candidates, int records, CodedScorer scorer, double floor) {
        return of(candidates, 0, records, scorer, floor);
    }

    /** Those of records from a number on, with any of a lower number. */
    static EdgeList of(Candidates candidates, int first, int records, CodedScorer scorer, double floor) {
        record Own(CodedScorer scorer, CandidateSearch search) {}
        Chunk[] found = new Chunk[(records - first + CHUNK - 1) / CHUNK];
        Chunks.forEach(
                found.length,
                () -> new Own(scorer.copy(), new CandidateSearch(candidates)),
                (own, chunk) -> found[chunk] = search(
                        own.scorer(),
                        own.search(),
                        IntStream.range(first + chunk * CHUNK, Math.min(records, first + (chunk + 1) * CHUNK)),
                        floor));
        int size = Arrays.stream(found).mapToInt(chunk -> chunk.left.length).sum();
        EdgeList all = new EdgeList(
                new int[size],
                new int[size],
                new float[size],
                Arrays.stream(found).mapToLong(Chunk::compared).sum());
        int at = 0;
        for (Chunk chunk : found) {
            System.arraycopy(chunk.left, 0, all.left, at, chunk.left.length);
            System.arraycopy(chunk.right, 0, all.right, at, chunk.left.length);
            System.arraycopy(chunk.logOdds, 0, all.logOdds, at, chunk.left.length);
            at += chunk.left.length;
        }
        return all;
    }

    private static Chunk search(CodedScorer scorer, CandidateSearch search, IntStream records, double floor) {
        IntList left = new IntArrayList();
        IntList right = new IntArrayList();
        FloatList logOdds = new FloatArrayList();
        long compared = 0;
        for (int record : records.toArray()) {
            int found = search.before(record);
            compared += found;
            scorer.prepare(search::found, found);
            for (int i = 0; i < found; i++) {
                int other = search.found(i);
                double score = scorer.logOdds(record, other, floor);
                if (score >= floor) {
                    left.add(other);
                    right.add(record);
                    logOdds.add((float) score);
                }
            }
        }
        return new Chunk(left.toIntArray(), right.toIntArray(), logOdds.toFloatArray(), compared);
    }

    /** These edges, and those of further pairs that reach the floor. */
    EdgeList with(long[] pairs, KeyAtoms atoms, CodedScorer scorer, double floor) {
        long[][] reaching = new long[(pairs.length + CHUNK - 1) / CHUNK][];
        Chunks.forEach(
                reaching.length,
                scorer::copy,
                (own, chunk) -> reaching[chunk] = Arrays.stream(
                                pairs, chunk * CHUNK, Math.min(pairs.length, (chunk + 1) * CHUNK))
                        .filter(pair -> own.logOdds((int) (pair >>> 32), (int) pair, floor) >= floor
                                && atoms.shareKey((int) (pair >>> 32), (int) pair))
                        .toArray());
        LongSet more = new LongLinkedOpenHashSet(
                Arrays.stream(reaching).flatMapToLong(Arrays::stream).toArray());
        for (int i = 0; i < left.length && !more.isEmpty(); i++) {
            more.remove((long) right[i] << 32 | left[i]);
        }
        EdgeList all = new EdgeList(
                Arrays.copyOf(left, left.length + more.size()),
                Arrays.copyOf(right, right.length + more.size()),
                Arrays.copyOf(logOdds, logOdds.length + more.size()),
                compared + pairs.length);
        int at = left.length;
        for (long pair : more) {
            all.left[at] = (int) pair;
            all.right[at] = (int) (pair >>> 32);
            all.logOdds[at++] = (float) scorer.logOdds((int) (pair >>> 32), (int) pair, floor);
        }
        return all;
    }

    int size() {
        return left.length;
    }

    void join(UnionFind sets) {
        for (int i = 0; i < left.length; i++) {
            sets.union(left[i], right[i]);
        }
    }
}
