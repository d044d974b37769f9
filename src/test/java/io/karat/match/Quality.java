package io.karat.match;

import io.karat.cluster.Component;
import io.karat.cluster.Constraints;
import io.karat.cluster.Cut;
import io.karat.cluster.Partition;
import io.karat.cluster.Partitioner;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.standardise.Features;
import io.karat.standardise.Standardiser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The way from raw values to clusters, without hub, index or database, and what it reaches. */
final class Quality {

    private static final int CAP = 60;

    private Quality() {}

    record Figures(long both, long predicted, long truth, double questionsPerThousand) {

        double precision() {
            return (double) both / predicted;
        }

        double recall() {
            return (double) both / truth;
        }

        double f1() {
            return 2.0 * both / (predicted + truth);
        }
    }

    /**
     * Clusters records with the built-in parameters, prints what that reaches and returns it.
     *
     * @param truthOf record key to true cluster
     */
    static Figures measure(
            String set, EntityType type, SortedMap<String, RecordData> data, Map<String, String> truthOf) {
        Standardiser standardiser = new Standardiser(type);
        List<String> keys = List.copyOf(data.keySet());
        List<Features> records = data.values().stream()
                .map(raw -> standardiser.standardise(raw).features())
                .toList();
        List<String> truth = keys.stream().map(truthOf::get).toList();

        long start = System.nanoTime();
        long[] pairs = Candidacy.pairs(records, CAP);
        long blocked = System.nanoTime();
        Clusters clusters = cluster(type, keys, records, pairs);
        Figures figures = new Figures(
                together(clusters.of, truth),
                together(clusters.of, Collections.nCopies(keys.size(), "")),
                together(new int[keys.size()], truth),
                1000.0 * clusters.questions / keys.size());
        long reached = Arrays.stream(pairs)
                .filter(p -> truth.get((int) (p >>> 32)).equals(truth.get((int) p)))
                .count();
        System.out.printf(
                Locale.ROOT,
                "%s: F1 %.4f, precision %.4f, recall %.4f; %.1f questions per 1,000; %d candidate pairs reach %.4f;"
                        + " keys %.1f s, scores and clusters %.1f s%n",
                set,
                figures.f1(),
                figures.precision(),
                figures.recall(),
                figures.questionsPerThousand,
                pairs.length,
                (double) reached / figures.truth,
                (blocked - start) / 1e9,
                (System.nanoTime() - blocked) / 1e9);
        return figures;
    }

    private record Clusters(int[] of, int questions) {}

    private static Clusters cluster(EntityType type, List<String> keys, List<Features> records, long[] pairs) {
        Scorer scorer = new Scorer(type, Parameters.builtIn(type), DemotedValues.NONE);
        double link = type.matching().link();
        double review = type.matching().review();
        int[] parent = new int[records.size()];
        Arrays.setAll(parent, i -> i);
        boolean[] edges = new boolean[pairs.length];
        for (int i = 0; i < pairs.length; i++) {
            int a = (int) (pairs[i] >>> 32);
            int b = (int) pairs[i];
            edges[i] = scorer.score(records.get(a), records.get(b)).probability() >= review;
            if (edges[i]) {
                parent[find(parent, a)] = find(parent, b);
            }
        }
        Map<Integer, List<Integer>> components = new TreeMap<>();
        for (int i = 0; i < parent.length; i++) {
            components
                    .computeIfAbsent(find(parent, i), root -> new ArrayList<>())
                    .add(i);
        }
        int[] of = new int[records.size()];
        int next = 0;
        int questions = 0;
        for (List<Integer> nodes : components.values()) {
            Component component = new Records(scorer, keys, records, nodes, pairs, edges);
            Partition partition = Partitioner.partition(component, Constraints.NONE, Cut.at(link, review));
            for (int[] cluster : partition.clusters()) {
                for (int node : cluster) {
                    of[nodes.get(node)] = next;
                }
                next++;
            }
            questions += partition.questions().size() + partition.held().size();
        }
        return new Clusters(of, questions);
    }

    private record Records(
            Scorer scorer,
            List<String> keys,
            List<Features> records,
            List<Integer> nodes,
            long[] pairs,
            boolean[] edges)
            implements Component {

        @Override
        public int size() {
            return nodes.size();
        }

        @Override
        public RecordKey key(int node) {
            return new RecordKey("file", keys.get(nodes.get(node)));
        }

        private Features features(int node) {
            return records.get(nodes.get(node));
        }

        @Override
        public double evidence(int a, int b) {
            return scorer.score(features(a), features(b)).evidence();
        }

        @Override
        public boolean edge(int a, int b) {
            long low = Math.min(nodes.get(a), nodes.get(b));
            int at = Arrays.binarySearch(pairs, low << 32 | Math.max(nodes.get(a), nodes.get(b)));
            return at >= 0 && edges[at];
        }

        @Override
        public boolean exclusiveConflict(int a, int b) {
            return scorer.exclusiveConflict(features(a), features(b));
        }

        @Override
        public long fingerprint(int node) {
            return features(node).fingerprint();
        }
    }

    private static int find(int[] parent, int of) {
        int root = of;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }

    /** Pairs of records that are together in both partitions. */
    private static long together(int[] clusters, List<String> truth) {
        Map<String, Long> sizes = new HashMap<>();
        for (int i = 0; i < clusters.length; i++) {
            sizes.merge(clusters[i] + " " + truth.get(i), 1L, Long::sum);
        }
        return sizes.values().stream().mapToLong(n -> n * (n - 1) / 2).sum();
    }
}
