package io.karat.match;

import java.util.List;

/**
 * Why a pair scores as it does. The bars add up: {@code prior + sum of weights = logOdds}.
 *
 * @param prior natural log-odds before any comparison
 * @param comparisons in the order of the model's attributes; those without evidence have weight 0
 * @param logOdds natural log-odds of being the same
 * @param probability in [0, 1]
 * @param keys the keys the records share, in words ("family name + date of birth"); empty if none
 * @param sentence "Same tax id +9.1; different city -2.0"
 */
public record Explanation(
        double prior,
        List<Comparison> comparisons,
        double logOdds,
        double probability,
        List<String> keys,
        String sentence) {

    public Explanation {
        comparisons = List.copyOf(comparisons);
        keys = List.copyOf(keys);
    }

    /**
     * @param attribute name, or a name of its own for evidence that is not of one attribute ("household")
     * @param level in words: "equal", "one edit", "nickname", "different", "missing"
     * @param agreement how alike: 1 equal, 0 different; negative when missing
     * @param weight natural log-odds, term-frequency part included
     * @param termFrequency the part of the weight that comes from how rare the value is
     */
    public record Comparison(String attribute, String level, double agreement, double weight, double termFrequency) {}
}
