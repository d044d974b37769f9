package io.karat.batch;

import io.karat.model.EntityType;
import io.karat.standardise.Features;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Links clean lists: no cluster holds two records of one source. Learns from the records alone.
 *
 * <p>The steps: candidates by nearness; a two-class model in which the candidates of a record compete; a logistic second
 * stage on its probabilities; what the best candidates of records are worth, seen from the second-best; one-to-one
 * assignment. The result does not depend on the order of the records.
 */
public final class ListLinkage {

    private static final int ROUNDS = 2;

    /** Log-odds, added to all, at which every record that can have a match takes one. */
    private static final double SURE_OF_MATCH = 8;

    /** With as many records, ranks and logistic model are believed alike. */
    private static final double RANKS_NEEDED = 100;

    private final Lists lists;
    final Evidence evidence;
    final Pairs pairs;
    final Slots slots;

    ListLinkage(Lists lists) {
        this.lists = lists;
        this.evidence = Evidence.of(lists, lists.source());
        this.pairs = evidence.pairs();
        this.slots = Slots.of(lists, pairs);
    }

    /** Two records of different sources that were joined, by their numbers in the input. */
    public record Link(int left, int right, double probability) {}

    /**
     * @param clusters the cluster of each record, numbered in the order of their first records
     * @param links what joined them
     */
    public record Result(int[] clusters, List<Link> links) {
        public Result {
            links = List.copyOf(links);
        }
    }

    /**
     * @param source of each record, any number that tells sources apart
     * @param threshold probability from which records are joined
     */
    public static Result link(EntityType type, List<Features> records, int[] source, double threshold) {
        if (source.length != records.size()) {
            throw new IllegalArgumentException(records.size() + " records, but sources of " + source.length);
        }
        return new ListLinkage(Lists.of(type, records, source)).run(threshold);
    }

    private Result run(double threshold) {
        if (pairs.size() == 0) {
            return result(new int[0], new double[0]);
        }
        List<Column> columns = evidence.columns();
        Competition competition = Competition.fit(columns, slots, start());
        float[][] features = evidence.features(columns, competition);
        Round round = round(features, competition.probability());
        for (int i = 1; i < ROUNDS; i++) {
            round = round(features, round.labels());
        }
        return result(Arrays.copyOf(round.kept, cut(round, threshold)), round.probability);
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
        Margins margins = new Margins(slots, Logistic.fit(features, labels).scores());
        double[] probability = probability(margins);
        return new Round(margins.all(), probability, Assignment.best(lists, pairs, probability));
    }

    /** That the record has a match at all, times that it is this one if there is one. */
    private double[] probability(Margins margins) {
        double[] margin = margins.all();
        double[] byRank = RankCalibration.fit(margins).probabilities(margin);
        double[] given = margins.given(SURE_OF_MATCH).all();
        int ranked = slots.smaller();
        double trust = ranked / (ranked + RANKS_NEEDED);
        double[] probability = new double[margin.length];
        for (int p = 0; p < margin.length; p++) {
            double exists = trust * byRank[p] + (1 - trust) * logistic(margin[p]);
            probability[p] = exists * logistic(given[p]);
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

    private Result result(int[] links, double[] probability) {
        Assignment clusters = new Assignment(lists.source());
        List<Link> found = new ArrayList<>();
        for (int p : links) {
            clusters.join(pairs.left(p), pairs.right(p));
            int a = lists.original()[pairs.left(p)];
            int b = lists.original()[pairs.right(p)];
            found.add(new Link(Math.min(a, b), Math.max(a, b), probability[p]));
        }
        int[] root = new int[lists.size()];
        for (int i = 0; i < root.length; i++) {
            root[lists.original()[i]] = clusters.find(i);
        }
        return new Result(Numbering.inOrder(root), found);
    }
}
