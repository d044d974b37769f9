package io.karat.match;

import java.util.List;

/** Log ratios {@code ln(m/u)} laid out for scoring: by comparison, level and class. */
final class Weights {

    private static final double LN2 = Math.log(2);

    private final Parameters parameters;
    private final double[] logPriors;
    private final boolean[] match;
    private final double[][][] logRatios;
    private final double[][] shares;
    private final int attributes;
    private final double logMatchPrior;
    private final double logOtherPrior;

    Weights(Parameters parameters, Layout layout) {
        this.parameters = parameters;
        List<MatchClass> classes = parameters.classes();
        this.logPriors =
                classes.stream().mapToDouble(c -> Math.log(parameters.prior(c))).toArray();
        this.match = new boolean[classes.size()];
        this.logRatios = new double[layout.size()][][];
        this.shares = new double[layout.size()][classes.size()];
        this.attributes = layout.crosses() ? layout.size() - 1 : layout.size();
        double matches = 0;
        double others = 1;
        for (int k = 0; k < classes.size(); k++) {
            match[k] = classes.get(k).match();
            if (match[k]) {
                matches += parameters.prior(classes.get(k));
            } else {
                others += parameters.prior(classes.get(k));
            }
        }
        this.logMatchPrior = Math.log(matches);
        this.logOtherPrior = Math.log(others);
        for (int i = 0; i < layout.size(); i++) {
            double[] u = parameters.u(i);
            int top = u.length - 1;
            logRatios[i] = new double[u.length][classes.size()];
            for (int k = 0; k < classes.size(); k++) {
                double[] m = classes.get(k).m()[i];
                for (int level = 0; level < u.length; level++) {
                    logRatios[i][level][k] = Math.log(m[level] / u[level]);
                }
                shares[i][k] = (m[top] - u[top]) / (1 - u[top]);
            }
        }
    }

    int classes() {
        return match.length;
    }

    boolean match(int k) {
        return match[k];
    }

    double logPrior(int k) {
        return logPriors[k];
    }

    /** Log of the prior probability that a pair matches. */
    double logMatchPrior() {
        return logMatchPrior;
    }

    /** The log ratio of one comparison under class {@code k} if values agreed on were all equally frequent. */
    double plain(Agreement pair, int comparison, int k) {
        int level = pair.levels[comparison];
        return level < 0 ? 0 : logRatios[comparison][level][k];
    }

    /**
     * The log ratio of one comparison under class {@code k}. Where a class makes a share of its pairs agree and leaves the
     * others to chance, an agreement on a value of probability p has the ratio {@code (1 - share) + share / p}.
     */
    double of(Agreement pair, int comparison, int k) {
        double share = shares[comparison][k];
        if (share <= 0 || pair.agreed[comparison].isEmpty() || comparison >= attributes) {
            return plain(pair, comparison, k);
        }
        double p = parameters.frequencies(comparison).of(pair.agreed[comparison]);
        return Math.log(1 - share + share / p);
    }

    /** The log of prior times likelihood ratio, for each class. */
    double[] logJoint(Agreement pair) {
        double[] joint = logPriors.clone();
        for (int i = 0; i < logRatios.length; i++) {
            int level = pair.levels[i];
            if (level < 0) {
                continue;
            }
            if (i < attributes && !pair.agreed[i].isEmpty()) {
                double p = parameters.frequencies(i).of(pair.agreed[i]);
                for (int k = 0; k < joint.length; k++) {
                    double share = shares[i][k];
                    joint[k] += share <= 0 ? logRatios[i][level][k] : Math.log(1 - share + share / p);
                }
            } else {
                double[] ratios = logRatios[i][level];
                for (int k = 0; k < joint.length; k++) {
                    joint[k] += ratios[k];
                }
            }
        }
        return joint;
    }

    /** Log ratios of an agreement on a value of probability {@code p}, for each class. */
    double[] agreement(int comparison, double p) {
        double[] ratios = logRatios[comparison][logRatios[comparison].length - 1].clone();
        for (int k = 0; k < ratios.length; k++) {
            double share = shares[comparison][k];
            if (share > 0) {
                ratios[k] = Math.log(1 - share + share / p);
            }
        }
        return ratios;
    }

    /** Log ratios of a level, for each class. Not a copy. */
    double[] ratios(int comparison, int level) {
        return logRatios[comparison][level];
    }

    void priors(double[] into) {
        System.arraycopy(logPriors, 0, into, 0, into.length);
    }

    PairScore score(Agreement pair) {
        return score(logJoint(pair));
    }

    PairScore score(double[] joint) {
        double matches = logMatches(joint);
        double others = logOthers(joint);
        double logOdds = matches - others;
        // Evidence that is merely missing is neutral: without the prior's share, but never for the match.
        boolean decided = logOdds > 0 || others > LN2;
        double evidence = decided ? logOdds : Math.min(0, logOdds - logMatchPrior + logOtherPrior);
        return new PairScore(logOdds, Math.clamp(evidence, -Scorer.CLIP, Scorer.CLIP));
    }

    /** Log of the sum over the match classes. */
    double logMatches(double[] joint) {
        double max = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < joint.length; k++) {
            max = match[k] ? Math.max(max, joint[k]) : max;
        }
        double sum = 0;
        for (int k = 0; k < joint.length; k++) {
            sum += match[k] ? Math.exp(joint[k] - max) : 0;
        }
        return max + Math.log(sum);
    }

    /** Log of 1 (random pairs) plus the sum over the non-match classes. */
    double logOthers(double[] joint) {
        double max = 0;
        for (int k = 0; k < joint.length; k++) {
            max = match[k] ? max : Math.max(max, joint[k]);
        }
        double sum = Math.exp(-max);
        for (int k = 0; k < joint.length; k++) {
            sum += match[k] ? 0 : Math.exp(joint[k] - max);
        }
        return max + Math.log(sum);
    }
}
