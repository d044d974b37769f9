package io.karat.batch;

import io.karat.cluster.Constraints;
import io.karat.cluster.Cut;
import io.karat.cluster.Margins;
import it.unimi.dsi.fastutil.ints.Int2ObjectMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntList;
import it.unimi.dsi.fastutil.longs.Long2DoubleLinkedOpenHashMap;
import it.unimi.dsi.fastutil.longs.Long2DoubleMap;
import java.util.Comparator;
import java.util.List;

/**
 * Links clean lists: no cluster holds two records of one source. Learns from the records alone.
 *
 * <p>The steps: candidates by nearness; a two-class model in which the candidates of a record compete; a logistic second
 * stage on its probabilities; what the best candidates of records are worth, seen from the second-best; one-to-one
 * assignment. The result does not depend on the order of the records.
 */
final class ListLinkage {

    private static final int ROUNDS = 2;

    /** Log-odds, added to all, at which every record that can have a match takes one. */
    private static final double SURE_OF_MATCH = 8;

    /** With as many records, ranks and logistic model are believed alike. */
    private static final double RANKS_NEEDED = 100;

    private static final double SUREST = 1 - 1e-6;

    private final Lists lists;
    private final Constraints constraints;
    private final Contradiction contradiction;
    final Evidence evidence;
    final Pairs pairs;
    final Slots slots;

    ListLinkage(Lists lists) {
        this(lists, Constraints.NONE);
    }

    /** @param constraints by the numbers of the lists' own order */
    private ListLinkage(Lists lists, Constraints constraints) {
        this.lists = lists;
        this.constraints = constraints;
        this.contradiction = new Contradiction(lists);
        this.evidence = Evidence.of(lists, lists.source());
        this.pairs = evidence.pairs();
        this.slots = Slots.of(lists, pairs);
    }

    /** The partition of a population, see {@link Engine}. */
    static Plan plan(Engine.Task task, Cut cut) {
        if (task.source().length != task.features().size()) {
            throw new IllegalArgumentException(
                    task.features().size() + " records, but sources of " + task.source().length);
        }
        Lists lists = Lists.of(task.type(), task.features(), task.source());
        return new ListLinkage(lists, lists.inOrder(task.constraints())).run(cut);
    }

    private Plan run(Cut cut) {
        if (pairs.size() == 0) {
            return plan(new Round(new double[0], new double[0], new int[0]), cut);
        }
        List<Column> columns = evidence.columns();
        Competition competition = Competition.fit(columns, slots, start());
        float[][] features = evidence.features(columns, competition);
        Round round = round(features, competition.probability());
        for (int i = 1; i < ROUNDS; i++) {
            round = round(features, round.labels());
        }
        return plan(round, cut);
    }

    /**
     * @param margin of each pair, see {@link Margins}
     * @param probability of each pair that it matches
     * @param kept the pairs of the best assignment, the best first
     */
    record Round(double[] margin, double[] probability, int[] kept) {

        /** What the next round learns from: only one candidate can be right. */
        double[] labels() {
            double[] labels = new double[probability.length];
            for (int p : kept) {
                labels[p] = probability[p];
            }
            return labels;
        }
    }

    Round round(float[][] features, double[] labels) {
        Margins margins = slots.margins(Logistic.fit(features, labels).scores());
        double[] probability = probability(margins);
        return new Round(margins.all(), probability, Assignment.best(lists, constraints, pairs, probability));
    }

    /** That the record has a match at all, times that it is this one if there is one. */
    private double[] probability(Margins margins) {
        double[] margin = margins.all();
        double[] byRank = RankCalibration.fit(slots, margins).probabilities(margin);
        double[] given = margins.given(SURE_OF_MATCH).all();
        int ranked = slots.smaller();
        double trust = ranked / (ranked + RANKS_NEEDED);
        double[] probability = new double[margin.length];
        for (int p = 0; p < margin.length; p++) {
            double exists = trust * byRank[p] + (1 - trust) * logistic(margin[p]);
            boolean contradict = contradiction.between(pairs.left(p), pairs.right(p));
            probability[p] = contradict ? 0 : exists * logistic(given[p]);
        }
        return probability;
    }

    private static double logistic(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    /** Pairs that are the best for both of their records begin as matches, the others do not. */
    double[] start() {
        double[] nearness = evidence.nearness();
        double[] best = new double[slots.count()];
        for (int p = 0; p < nearness.length; p++) {
            best[slots.left()[p]] = Math.max(best[slots.left()[p]], nearness[p]);
            best[slots.right()[p]] = Math.max(best[slots.right()[p]], nearness[p]);
        }
        double[] start = new double[pairs.size()];
        for (int p = 0; p < start.length; p++) {
            boolean mutual =
                    nearness[p] >= best[slots.left()[p]] - 1e-9 && nearness[p] >= best[slots.right()[p]] - 1e-9;
            start[p] = mutual ? Math.clamp(nearness[p], 0.02, 0.95) : 0.01;
        }
        return start;
    }

    /** How many of the best links are as probable as that. */
    static int cut(Round round, double threshold) {
        int cut = 0;
        while (cut < round.kept.length && round.probability[round.kept[cut]] >= threshold) {
            cut++;
        }
        return cut;
    }

    private Plan plan(Round round, Cut cut) {
        Assignment joined = new Assignment(lists.source(), constraints);
        int links = cut(round, logistic(cut.link()));
        for (int i = 0; i < links; i++) {
            joined.join(pairs.left(round.kept[i]), pairs.right(round.kept[i]));
        }
        int[] root = new int[lists.size()];
        for (int i = 0; i < root.length; i++) {
            root[lists.original()[i]] = joined.find(i);
        }
        int[] cluster = Numbering.inOrder(root);
        return Plan.judged(
                cluster,
                open(round, joined, cluster, logistic(cut.review())),
                judged(round, cluster, cut),
                cut.review(),
                pairs.size());
    }

    /** Pairs from review on; inside a cluster all, and none below what joins. */
    private Plan.Links judged(Round round, int[] cluster, Cut cut) {
        Long2DoubleMap judged = new Long2DoubleLinkedOpenHashMap();
        for (int p = 0; p < pairs.size(); p++) {
            double logOdds = Cut.logit(Math.min(round.probability[p], SUREST));
            if (logOdds >= cut.review()) {
                judged.put(name(lists.original()[pairs.left(p)], lists.original()[pairs.right(p)]), logOdds);
            }
        }
        Int2ObjectMap<IntList> members = new Int2ObjectOpenHashMap<>();
        for (int record = 0; record < cluster.length; record++) {
            IntList before = members.computeIfAbsent(cluster[record], c -> new IntArrayList(2));
            for (int other : before) {
                long pair = name(other, record);
                judged.put(pair, Math.max(judged.getOrDefault(pair, cut.link()), cut.link()));
            }
            before.add(record);
        }
        Plan.Links.Builder links = new Plan.Links.Builder();
        judged.long2DoubleEntrySet()
                .forEach(e -> links.add((int) (e.getLongKey() >>> 32), (int) e.getLongKey(), e.getDoubleValue()));
        return links.build();
    }

    private static long name(int a, int b) {
        return (long) Math.min(a, b) << 32 | Math.max(a, b);
    }

    /** Pairs of clusters that may be joined and whose best pair of records is as probable as that. */
    private List<Plan.Open> open(Round round, Assignment joined, int[] cluster, double review) {
        Long2DoubleMap best = new Long2DoubleLinkedOpenHashMap();
        for (int p = 0; p < pairs.size(); p++) {
            if (round.probability[p] >= review && joined.mayJoin(pairs.left(p), pairs.right(p))) {
                int a = cluster[lists.original()[pairs.left(p)]];
                int b = cluster[lists.original()[pairs.right(p)]];
                best.merge(name(a, b), round.probability[p], Math::max);
            }
        }
        return best.long2DoubleEntrySet().stream()
                .map(e -> new Plan.Open(
                        (int) (e.getLongKey() >>> 32),
                        (int) e.getLongKey(),
                        Cut.logit(Math.min(e.getDoubleValue(), SUREST)),
                        null))
                .sorted(Comparator.comparingInt(Plan.Open::left).thenComparingInt(Plan.Open::right))
                .toList();
    }
}
