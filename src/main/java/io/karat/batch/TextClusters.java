package io.karat.batch;

import io.karat.cluster.Component;
import io.karat.cluster.Constraints;
import io.karat.cluster.Cut;
import io.karat.cluster.Partition;
import io.karat.cluster.Partitioner;
import io.karat.cluster.UnionFind;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.model.RecordKey;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.Arrays;
import java.util.List;

/**
 * Clusters one list of things that are told by texts: products, publications, organisations. Learns from the records
 * alone: candidates by nearness, a two-class model over the levels, a logistic second stage on its probabilities, then
 * average linkage. The result does not depend on the order of the records.
 */
final class TextClusters {

    private static final double CLIP = 8;

    /** Records that are no candidates of each other are not near, in nats. */
    private static final double NOT_NEAR = -2;

    private static final double TRANSITIVE = 0.9;

    /** So often matches of matches are looked up. */
    private static final int MOST_ROUNDS = 3;

    private static final double STEEPNESS = 12;
    private static final double MIDDLE = 0.6;

    private final Lists lists;
    private final Pairs pairs;
    private final double[] scores;
    private final Long2IntOpenHashMap numbers = new Long2IntOpenHashMap();
    private final IntArrayList[] near;
    private final Contradiction contradiction;

    private TextClusters(Lists lists, double edge) {
        this.lists = lists;
        this.contradiction = new Contradiction(lists);
        Scored scored = scored(Evidence.of(lists, null));
        this.pairs = scored.evidence.pairs();
        this.scores = scored.scores;
        numbers.defaultReturnValue(-1);
        near = new IntArrayList[lists.size()];
        Arrays.setAll(near, i -> new IntArrayList());
        for (int p = 0; p < scores.length; p++) {
            numbers.put(name(pairs.left(p), pairs.right(p)), p);
            if (scores[p] >= edge) {
                near[pairs.left(p)].add(pairs.right(p));
                near[pairs.right(p)].add(pairs.left(p));
            }
        }
    }

    /** The entity type has texts or names of organisations, and neither people nor an address that would tell more. */
    static boolean suits(EntityType type) {
        boolean texts = false;
        for (Attribute attribute : type.attributes()) {
            switch (attribute.type()) {
                case TEXT, ORGANISATION_NAME -> texts = true;
                case GIVEN_NAME, FAMILY_NAME, FULL_NAME, STREET, POSTCODE, PHONE, EMAIL -> {
                    return false;
                }
                default -> {}
            }
        }
        return texts;
    }

    /** The partition of a population, see {@link Engine}. */
    static Plan plan(Engine.Task task, Cut cut) {
        Lists lists =
                Lists.of(task.type(), task.features(), new int[task.features().size()]);
        return new TextClusters(lists, cut.review()).partition(lists.inOrder(task.constraints()), cut);
    }

    private record Scored(Evidence evidence, double[] scores) {}

    /**
     * Matching is transitive, likeness is not. Where the likely pairs are, candidates are judged each for itself. Where they
     * are not, the model has learnt what things of one kind have in common; then a record's candidates compete, as if it had
     * one match at most, which shows what a match is.
     *
     * <p>A thing listed more often than a record has candidates is never compared all with all. Where nothing but that
     * speaks against the likely pairs, matches of a record that were not compared are.
     */
    private Scored scored(Evidence near) {
        if (near.pairs().size() == 0) {
            return new Scored(near, new double[0]);
        }
        int known = near.pairs().size();
        List<Column> columns = near.columns();
        Scored apart = scored(near, columns, Slots.apart(near.pairs()), known);
        Triangles triangles = triangles(apart);
        for (int round = 0; round < MOST_ROUNDS && triangles.halfSeen(TRANSITIVE); round++) {
            Evidence more = apart.evidence.with(triangles.open());
            apart = scored(more, more.columns(), Slots.apart(more.pairs()), known);
            triangles = triangles(apart);
        }
        return triangles.closed() >= TRANSITIVE
                ? apart
                : scored(near, columns, Slots.ofRecords(near.pairs(), lists.size()), known);
    }

    private Triangles triangles(Scored scored) {
        return Triangles.of(scored.evidence.pairs(), scored.scores, lists.size());
    }

    /**
     * @param known so many pairs, the first, are learnt from; the others were looked up because they are likely to match,
     *     and would teach that everything does
     */
    private static Scored scored(Evidence evidence, List<Column> columns, Slots slots, int known) {
        double[] start = Arrays.stream(evidence.nearness())
                .limit(known)
                .map(s -> Math.clamp(1 / (1 + Math.exp(-STEEPNESS * (s - MIDDLE))), 0.001, 0.99))
                .toArray();
        Competition model = Competition.fit(columns, slots, start);
        double[] label = model.probability();
        double[] chosen = Arrays.stream(
                        Logistic.fit(evidence.features(columns, model), label).scores())
                .map(s -> 1 / (1 + Math.exp(-s)))
                .toArray();
        return new Scored(evidence, matching(label, chosen));
    }

    private static long name(int a, int b) {
        return (long) Math.min(a, b) << 32 | Math.max(a, b);
    }

    /**
     * Of several matches of one record the model chose one; what it gives to those it chose says how many it left out, and
     * all scores are raised by that. Source: Elkan and Noto 2008, on learning from positive examples alone.
     */
    private static double[] matching(double[] label, double[] chosen) {
        double all = 0;
        double found = 0;
        for (int p = 0; p < label.length; p++) {
            all += label[p];
            found += label[p] * chosen[p];
        }
        double share = all == 0 ? 1 : found / all;
        return Arrays.stream(chosen)
                .map(c -> Math.min(c / share, 1 - 1e-6))
                .map(c -> Math.clamp(Cut.logit(c), -CLIP, CLIP))
                .toArray();
    }

    private Plan partition(Constraints constraints, Cut cut) {
        Partition partition = Partitioner.partition(new Graph(), constraints, cut);
        int[] root = new int[lists.size()];
        int[] first = new int[partition.clusters().size()];
        for (int c = 0; c < first.length; c++) {
            int[] cluster = partition.clusters().get(c);
            first[c] = lists.original()[cluster[0]];
            for (int node : cluster) {
                root[lists.original()[node]] = cluster[0];
            }
        }
        int[] cluster = Numbering.inOrder(root);
        return Plan.judged(
                cluster,
                Plan.open(partition, number -> cluster[first[number]]),
                judged(constraints),
                cut.review(),
                pairs.size());
    }

    /** All that were compared within a component: a mean is over the weak ones too. */
    private Plan.Links judged(Constraints constraints) {
        UnionFind components = new UnionFind(lists.size());
        for (int node = 0; node < near.length; node++) {
            for (int other : near[node]) {
                components.union(node, other);
            }
        }
        constraints.same().forEach(set -> Arrays.stream(set).forEach(node -> components.union(set[0], node)));
        Plan.Links.Builder judged = new Plan.Links.Builder();
        for (int p = 0; p < scores.length; p++) {
            if (components.find(pairs.left(p)) == components.find(pairs.right(p))) {
                judged.add(lists.original()[pairs.left(p)], lists.original()[pairs.right(p)], scores[p]);
            }
        }
        return judged.build();
    }

    private final class Graph implements Component {

        @Override
        public int size() {
            return lists.size();
        }

        @Override
        public RecordKey key(int node) {
            return new RecordKey("file", Integer.toString(node));
        }

        @Override
        public double evidence(int a, int b) {
            int pair = pair(a, b);
            return pair < 0 ? NOT_NEAR : scores[pair];
        }

        @Override
        public boolean edge(int a, int b) {
            return near[a].contains(b);
        }

        @Override
        public int[] neighbours(int node) {
            return near[node].toIntArray();
        }

        @Override
        public boolean exclusiveConflict(int a, int b) {
            return contradiction.between(a, b);
        }

        @Override
        public long fingerprint(int node) {
            return lists.records().get(node).fingerprint();
        }

        private int pair(int a, int b) {
            return numbers.get(name(a, b));
        }
    }
}
