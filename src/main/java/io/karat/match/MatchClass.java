package io.karat.match;

/**
 * One class of record pairs in the mixture: pairs that match and live at one address, matches that moved, different
 * people of one household, and so on. Pairs of no class are random, with probabilities {@code u}.
 *
 * @param name in words, as it completes "explained by ..."
 * @param match the two records are the same real thing
 * @param perRecord expected pairs of the class per record; the prior of a pair is this divided by {@code (N-1)/2}
 * @param m for each comparison, the probabilities of its levels given the class
 */
record MatchClass(String name, boolean match, double perRecord, double[][] m) {}
