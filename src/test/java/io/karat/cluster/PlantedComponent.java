package io.karat.cluster;

import io.karat.model.RecordKey;

/**
 * Hidden things of known sizes whose records know each other by a share of their pairs, and that weak edges tie into one
 * component. Nothing is stored per pair, so that it may be large.
 *
 * @param thing of each node
 * @param known of a thousand pairs of one thing that are edges
 * @param strays of a million pairs of different things that are edges all the same
 */
record PlantedComponent(int[] thing, int known, int strays, long seed) implements Component {

    /** Things of these sizes, their nodes mixed. */
    static PlantedComponent of(long seed, int known, int strays, int... sizes) {
        int nodes = 0;
        for (int size : sizes) {
            nodes += size;
        }
        int[] thing = new int[nodes];
        int at = 0;
        for (int number = 0; number < sizes.length; number++) {
            for (int i = 0; i < sizes[number]; i++) {
                thing[at++] = number;
            }
        }
        int[] order = io.karat.testing.RandomGraphs.shuffled(new java.util.SplittableRandom(seed), nodes);
        int[] mixed = new int[nodes];
        for (int i = 0; i < nodes; i++) {
            mixed[i] = thing[order[i]];
        }
        return new PlantedComponent(mixed, known, strays, seed);
    }

    private long hash(int a, int b) {
        long x = ((long) Math.min(a, b) << 32 | Math.max(a, b)) * 0x9E3779B97F4A7C15L ^ seed;
        x = (x ^ x >>> 30) * 0xBF58476D1CE4E5B9L;
        return (x ^ x >>> 27) >>> 1;
    }

    @Override
    public int size() {
        return thing.length;
    }

    @Override
    public RecordKey key(int node) {
        return new RecordKey("s", "%06d".formatted(node));
    }

    /** Of one thing mostly far above any cut, of two far below, and now and then near it. */
    @Override
    public double evidence(int a, int b) {
        double chance = hash(a, b) % 10_007 / 10_007.0;
        return thing[a] == thing[b] ? 2 + 8 * chance : -8 + 7 * chance;
    }

    @Override
    public boolean edge(int a, int b) {
        long chance = hash(b, a) / 10_007 % 1_000_000;
        return chance < (thing[a] == thing[b] ? known * 1000L : strays);
    }

    @Override
    public boolean exclusiveConflict(int a, int b) {
        return false;
    }

    @Override
    public long fingerprint(int node) {
        return node;
    }
}
