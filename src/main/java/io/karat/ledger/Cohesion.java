package io.karat.ledger;

import io.karat.cluster.Bonds;
import io.karat.cluster.Bonds.Bond;
import io.karat.cluster.Cut;
import io.karat.match.Explanation;
import io.karat.match.Scorer;
import io.karat.model.EntityType;
import io.karat.model.RecordKey;
import io.karat.standardise.Features;
import io.karat.standardise.Standardiser;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What holds the records of a golden record together: evidence between two records, and decisions of stewards. */
@ApplicationScoped
public class Cohesion {

    /** Of golden records with more than these, the first ones are looked at; pairs grow with the square. */
    public static final int MOST_RECORDS = 600;

    /** More records are not drawn, and only the ties are told that are needed to hold them together. */
    public static final int MOST_DRAWN = 200;

    /** Likewise with more ties. */
    private static final int MOST_TIES = 2_000;

    private static final int MOST_APART = 100;

    private final GoldenRecords golden;
    private final Decisions decisions;
    private final Models models;
    private final Scorers scorers;

    Cohesion(GoldenRecords golden, Decisions decisions, Models models, Scorers scorers) {
        this.golden = golden;
        this.decisions = decisions;
        this.models = models;
        this.scorers = scorers;
    }

    /**
     * Records are named by their place in {@code records}.
     *
     * @param ties pairs that speak for each other or were joined by a steward, the strongest first; of many, those that are
     *     needed to hold the whole together
     * @param tiesInAll how many pairs do
     * @param apart pairs that do not, the weakest first, at most 100
     * @param apartInAll how many pairs do not
     * @param left records that were not looked at
     */
    public record Graph(
            List<RecordView> records, List<Tie> ties, int tiesInAll, List<Apart> apart, long apartInAll, int left) {
        public Graph {
            records = List.copyOf(records);
            ties = List.copyOf(ties);
            apart = List.copyOf(apart);
        }
    }

    /**
     * @param why of the pair alone
     * @param bridge nothing else holds its two sides together
     * @param decidedBy the steward who joined them, or null where the evidence does
     * @param cut the records that would go if this tie were cut: fewer than stay, or as many
     */
    public record Tie(
            int left,
            int right,
            Explanation why,
            boolean bridge,
            @Nullable String decidedBy,
            List<Integer> cut) {
        public Tie {
            cut = List.copyOf(cut);
        }

        /** What a steward said weighs more than any evidence. */
        private double weight() {
            return decidedBy == null ? why.logOdds() : Double.POSITIVE_INFINITY;
        }
    }

    /**
     * @param why of the pair alone; without keys they were never compared
     * @param way from the left one to the right one over ties, both included; empty where no way leads
     */
    public record Apart(int left, int right, Explanation why, List<Integer> way) {
        public Apart {
            way = List.copyOf(way);
        }
    }

    /** The strongest way between two records over ties, both included; empty where none leads. */
    public List<Integer> way(Graph graph, int from, int to) {
        return new Bonds(
                        graph.records().size(),
                        graph.ties().stream()
                                .map(t -> new Bond(t.left(), t.right(), t.weight()))
                                .toList())
                .way(from, to);
    }

    private record Pair(int left, int right) {}

    private record Scored(Pair pair, double logOdds) {}

    public Graph of(String entity, UUID id) {
        EntityType type =
                models.find(entity).orElseThrow(() -> new IllegalArgumentException("no entity type " + entity));
        List<RecordView> all = golden.members(entity, id);
        List<RecordView> records = all.subList(0, Math.min(MOST_RECORDS, all.size()));
        Standardiser standardiser = new Standardiser(type);
        List<Features> features = records.stream()
                .map(r -> standardiser.standardise(r.key().source(), r.data()).features())
                .toList();
        Scorer scorer = scorers.of(type);
        double review = Cut.logit(type.matching().review());
        List<Scored> alike = new ArrayList<>();
        List<Scored> unlike = new ArrayList<>();
        Map<Pair, String> decided = decided(entity, records, features, scorer);
        for (int a = 0; a < records.size(); a++) {
            for (int b = a + 1; b < records.size(); b++) {
                Scored scored = new Scored(
                        new Pair(a, b),
                        scorer.score(features.get(a), features.get(b)).logOdds());
                boolean tied = scored.logOdds() >= review || decided.containsKey(scored.pair());
                (tied ? alike : unlike).add(scored);
            }
        }
        alike.sort(Comparator.comparingDouble((Scored s) -> -s.logOdds()));
        unlike.sort(Comparator.comparingDouble(Scored::logOdds));
        return new Weaving(records.size(), features, scorer, decided)
                .graph(records, alike, unlike, all.size() - records.size());
    }

    /** Pairs that stewards joined: of the records named on either side, the two that are most alike. */
    private Map<Pair, String> decided(String entity, List<RecordView> records, List<Features> features, Scorer scorer) {
        Map<RecordKey, Integer> places = new HashMap<>();
        records.forEach(r -> places.put(r.key(), places.size()));
        Map<Pair, String> decided = new HashMap<>();
        decisions
                .about(entity, records.stream().map(RecordView::ordinal).toList())
                .forEach(decision -> {
                    if (decision.stands() && decision.verdict() == Command.Verdict.SAME) {
                        Pair pair = closest(
                                places(decision.left(), places), places(decision.right(), places), features, scorer);
                        if (pair != null) {
                            decided.putIfAbsent(pair, decision.author());
                        }
                    }
                });
        return decided;
    }

    private static List<Integer> places(List<RecordKey> keys, Map<RecordKey, Integer> places) {
        return keys.stream().filter(places::containsKey).map(places::get).toList();
    }

    private static @Nullable Pair closest(
            List<Integer> left, List<Integer> right, List<Features> features, Scorer scorer) {
        Pair best = null;
        double most = Double.NEGATIVE_INFINITY;
        for (int a : left) {
            for (int b : right) {
                double logOdds = a == b
                        ? Double.NEGATIVE_INFINITY
                        : scorer.score(features.get(a), features.get(b)).logOdds();
                if (logOdds > most) {
                    most = logOdds;
                    best = new Pair(Math.min(a, b), Math.max(a, b));
                }
            }
        }
        return best;
    }

    /** Makes ties of pairs. */
    private record Weaving(int size, List<Features> features, Scorer scorer, Map<Pair, String> decided) {

        Graph graph(List<RecordView> records, List<Scored> alike, List<Scored> unlike, int left) {
            List<Bond> all = alike.stream().map(this::bond).toList();
            Bonds bonds = new Bonds(size, all);
            BitSet bridges = bonds.bridges();
            BitSet told = size <= MOST_DRAWN && all.size() <= MOST_TIES ? everyOne(all.size()) : bonds.tree();
            List<Tie> ties = told.stream()
                    .mapToObj(i -> tie(all.get(i), bridges.get(i), bonds))
                    .toList();
            List<Apart> apart = unlike.stream()
                    .limit(MOST_APART)
                    .map(s -> new Apart(
                            s.pair().left(),
                            s.pair().right(),
                            why(s.pair()),
                            bonds.way(s.pair().left(), s.pair().right())))
                    .toList();
            return new Graph(records, ties, all.size(), apart, unlike.size(), left);
        }

        private static BitSet everyOne(int size) {
            BitSet all = new BitSet();
            all.set(0, size);
            return all;
        }

        /** What a steward said weighs more than any evidence. */
        private Bond bond(Scored scored) {
            boolean said = decided.containsKey(scored.pair());
            return new Bond(
                    scored.pair().left(), scored.pair().right(), said ? Double.POSITIVE_INFINITY : scored.logOdds());
        }

        private Tie tie(Bond bond, boolean bridge, Bonds bonds) {
            Pair pair = new Pair(bond.left(), bond.right());
            return new Tie(
                    bond.left(),
                    bond.right(),
                    why(pair),
                    bridge,
                    decided.get(pair),
                    Arrays.stream(bonds.cut(bond)).boxed().toList());
        }

        private Explanation why(Pair pair) {
            return scorer.explain(features.get(pair.left()), features.get(pair.right()));
        }
    }
}
