package io.karat.match;

/**
 * The score of a pair of records, in natural log-odds.
 *
 * @param logOdds of being the same real thing, prior included
 * @param evidence what the pair contributes to average linkage: clipped, and neutral (at most 0, without the prior's
 *     share) where evidence is merely missing
 */
public record PairScore(double logOdds, double evidence) {

    public double probability() {
        return 1 / (1 + Math.exp(-logOdds));
    }
}
