package io.karat.ledger;

import io.karat.batch.PairSurvey;
import io.karat.cluster.Cut;
import io.karat.match.Explanation;
import io.karat.match.Parameters;
import io.karat.match.Scorer;
import io.karat.model.EntityType;
import io.karat.standardise.Features;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes a survey of records as they stood at one instant. */
final class Looking {

    /** Of more decisions, those that were made last are looked at. */
    private static final int DECISIONS = 20_000;

    /** Of decisions about more records, the first ones. */
    private static final int OF_A_SIDE = 12;

    private final EntityType type;
    private final PlannedRecords records;
    private final Parameters parameters;
    private final Scorer scorer;

    Looking(EntityType type, PlannedRecords records, Parameters parameters) {
        this.type = type;
        this.records = records;
        this.parameters = parameters;
        this.scorer = new Scorer(type, parameters, records.demoted());
    }

    /** 1 where two records are of one golden record, else 0. */
    int together(int a, int b) {
        Golden[] goldens = records.snapshot().goldens();
        return goldens[a].id().equals(goldens[b].id()) ? 1 : 0;
    }

    MatchingSurvey survey(PairSurvey pairs, int questions, Instant at) {
        Map<UUID, Integer> sizes = new HashMap<>();
        for (Golden golden : records.snapshot().goldens()) {
            sizes.merge(golden.id(), 1, Integer::sum);
        }
        Tally tally = new Tally();
        List<Standing> decisions = records.snapshot().decisions();
        decisions.stream().skip(Math.max(0, decisions.size() - DECISIONS)).forEach(tally::add);
        int[] ordinals = records.snapshot().ordinals();
        return new MatchingSurvey(
                at,
                parameters.version(),
                records.size(),
                sizes.size(),
                (int) sizes.values().stream().filter(n -> n == 1).count(),
                questions,
                pairs.below(),
                pairs.inside(),
                pairs.between(),
                tally.same,
                tally.different,
                tally.rules(),
                pairs.samples().stream()
                        .map(p -> new MatchingSurvey.Sample(
                                ordinals[p.left()], ordinals[p.right()], p.inside(), p.logOdds()))
                        .toList());
    }

    private final class Tally {
        private final int[] same = new int[PairSurvey.BANDS];
        private final int[] different = new int[PairSurvey.BANDS];
        private final Map<String, MatchingSurvey.Rule> byRule = new HashMap<>();
        private final double link = Cut.logit(type.matching().link());
        private final double review = Cut.logit(type.matching().review());

        void add(Standing decision) {
            Explanation why = closest(decision);
            if (why == null) {
                return;
            }
            boolean yes = decision.same();
            if (why.logOdds() >= PairSurvey.LEAST) {
                (yes ? same : different)[PairSurvey.band(why.logOdds())]++;
            }
            boolean overridden = yes ? why.logOdds() < review : why.logOdds() >= link;
            for (String rule : why.keys().isEmpty() ? List.of("") : why.keys()) {
                byRule.merge(
                        rule,
                        new MatchingSurvey.Rule(rule, yes ? 1 : 0, yes ? 0 : 1, overridden ? 1 : 0),
                        (a, b) -> new MatchingSurvey.Rule(
                                rule,
                                a.same() + b.same(),
                                a.different() + b.different(),
                                a.overridden() + b.overridden()));
            }
        }

        List<MatchingSurvey.Rule> rules() {
            List<MatchingSurvey.Rule> rules = new ArrayList<>(byRule.values());
            rules.sort(Comparator.comparingInt((MatchingSurvey.Rule r) -> -r.overridden())
                    .thenComparingInt(r -> -r.decisions())
                    .thenComparing(MatchingSurvey.Rule::rule));
            return rules;
        }
    }

    /** Why the two records, one of each side, are as alike as any; null where a side is no longer there. */
    private @Nullable Explanation closest(Standing decision) {
        List<Features> right = features(decision.right());
        Features bestLeft = null;
        Features bestRight = null;
        double most = Double.NEGATIVE_INFINITY;
        for (Features a : features(decision.left())) {
            for (Features b : right) {
                double logOdds = scorer.score(a, b).logOdds();
                if (bestLeft == null || logOdds > most) {
                    most = logOdds;
                    bestLeft = a;
                    bestRight = b;
                }
            }
        }
        return bestLeft == null || bestRight == null ? null : scorer.explain(bestLeft, bestRight);
    }

    private List<Features> features(int[] ordinals) {
        return Arrays.stream(ordinals)
                .map(records.snapshot()::number)
                .filter(n -> n >= 0)
                .limit(OF_A_SIDE)
                .mapToObj(records::features)
                .toList();
    }
}
