package io.karat.match;

import io.karat.match.Explanation.Comparison;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Draws a score as bars that add up. A comparison's bar is its log ratio averaged over the match classes as they explain
 * the pair; what the mixture takes off, because other people of one household would agree as well or because the address
 * changed, is a bar of its own.
 */
final class Explainer {

    static final String HOUSEHOLD = "household";

    private static final int NAMED_IN_SENTENCE = 4;
    private static final double WORTH_NAMING = 0.5;

    private final Layout layout;
    private final Parameters parameters;
    private final Weights weights;

    Explainer(Layout layout, Parameters parameters, Weights weights) {
        this.layout = layout;
        this.parameters = parameters;
        this.weights = weights;
    }

    Explanation explain(Agreement pair, List<String> keys) {
        double[] joint = weights.logJoint(pair);
        double matches = weights.logMatches(joint);
        double logOdds = matches - weights.logOthers(joint);
        double prior = weights.logMatchPrior();
        List<Comparison> bars = new ArrayList<>();
        double sum = 0;
        for (int i = 0; i < layout.size(); i++) {
            Comparison bar = bar(pair, i, joint, matches);
            bars.add(bar);
            sum += bar.weight();
        }
        bars.add(household(joint, logOdds - prior - sum));
        double probability = new PairScore(logOdds, 0).probability();
        return new Explanation(prior, bars, logOdds, probability, keys, sentence(bars));
    }

    private Comparison bar(Agreement pair, int i, double[] joint, double matches) {
        int level = pair.levels[i];
        if (level < 0) {
            boolean explained = level == io.karat.match.Comparison.EXPLAINED;
            return new Comparison(layout.name(i), explained ? explained(pair, i) : "missing", -1, 0, 0);
        }
        double weight = 0;
        double plain = 0;
        for (int k = 0; k < weights.classes(); k++) {
            if (weights.match(k)) {
                double posterior = Math.exp(joint[k] - matches);
                weight += posterior * weights.of(pair, i, k);
                plain += posterior * weights.plain(pair, i, k);
            }
        }
        var named = layout.comparison(i).levels().get(level);
        return new Comparison(layout.name(i), named.word(), named.agreement(), weight, weight - plain);
    }

    private String explained(Agreement pair, int i) {
        if (!layout.addresses().isAddress(i)) {
            return "as the address says";
        }
        return pair.agreed[i].isEmpty() ? "alike as the names are" : "equal as the names are";
    }

    private Comparison household(double[] joint, double weight) {
        int best = -1;
        for (int k = 0; k < weights.classes(); k++) {
            if (!weights.match(k) && joint[k] > 0 && (best < 0 || joint[k] > joint[best])) {
                best = k;
            }
        }
        if (best >= 0) {
            String name = parameters.classes().get(best).name();
            return new Comparison(HOUSEHOLD, "agreement explained by " + name, 0, weight, 0);
        }
        int kind = -1;
        for (int k = 0; k < weights.classes(); k++) {
            if (weights.match(k) && (kind < 0 || joint[k] > joint[kind])) {
                kind = k;
            }
        }
        return new Comparison(HOUSEHOLD, "as " + parameters.classes().get(kind).name(), 0, weight, 0);
    }

    /** "Same tax id +9.1; different city -2.0". */
    private static String sentence(List<Comparison> bars) {
        List<Comparison> strongest = bars.stream()
                .filter(bar -> Math.abs(bar.weight()) >= WORTH_NAMING)
                .sorted(Comparator.comparingDouble((Comparison bar) -> -Math.abs(bar.weight())))
                .limit(NAMED_IN_SENTENCE)
                .toList();
        if (strongest.isEmpty()) {
            return "No comparison says much.";
        }
        StringBuilder sentence = new StringBuilder();
        for (Comparison bar : strongest) {
            sentence.append(sentence.isEmpty() ? "" : "; ").append(words(bar));
            sentence.append(String.format(Locale.ROOT, " %+.1f", bar.weight()));
        }
        sentence.setCharAt(0, Character.toUpperCase(sentence.charAt(0)));
        return sentence.toString();
    }

    private static String words(Comparison bar) {
        String name = bar.attribute().replace('_', ' ');
        if (bar.attribute().equals(HOUSEHOLD)) {
            return bar.level();
        }
        return switch (bar.level()) {
            case "equal" -> "same " + name;
            case "different" -> "different " + name;
            default -> name + " " + bar.level();
        };
    }
}
