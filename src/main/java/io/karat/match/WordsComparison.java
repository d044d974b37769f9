package io.karat.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.ToDoubleFunction;

/**
 * Values of several words, each weighted by how rare it is (negative log probability): what is left of full names,
 * company names, titles and descriptions. Words match when they are equal, nearly equal, nicknames, or equal after
 * joining two neighbours ("ps lx350h", "pslx350h").
 */
final class WordsComparison implements Comparison {

    private static final int WEAK = 1;

    private static final List<Level> LEVELS = List.of(
            DIFFERENT,
            new Level("few words in common", 0.2),
            new Level("half the words in common", 0.4),
            new Level("one contains the other", 0.7),
            new Level("close", 0.9),
            EQUAL);

    private static final double NEARLY = 0.9;
    private static final double SAME_INITIAL = 0.5;

    private final ToDoubleFunction<String> rarity;
    private final BiPredicate<String, String> nicknames;
    private final boolean codesSeparate;

    /** @param codesSeparate values that both hold codes or model numbers and have none in common are hardly alike */
    WordsComparison(ToDoubleFunction<String> rarity, BiPredicate<String, String> nicknames, boolean codesSeparate) {
        this.rarity = rarity;
        this.nicknames = nicknames;
        this.codesSeparate = codesSeparate;
    }

    @Override
    public List<Level> levels() {
        return LEVELS;
    }

    @Override
    public int unequal(String a, String b) {
        // Greedy assignment depends on which value leads, so one order is fixed.
        Alignment words = a.compareTo(b) <= 0 ? new Alignment(a, b) : new Alignment(b, a);
        words.matchEqual();
        boolean codesConflict = codesSeparate && words.codesConflict();
        words.matchJoined();
        words.matchSimilar();
        double larger = Math.max(words.totalLeft, words.totalRight);
        double smaller = Math.min(words.totalLeft, words.totalRight);
        if (smaller <= 0) {
            return 0;
        }
        int level;
        if (words.allMatched) {
            level = top();
        } else if (words.common >= 0.85 * larger) {
            level = 4;
        } else if (words.common >= 0.85 * smaller) {
            level = 3;
        } else if (words.common >= 0.5 * smaller) {
            level = 2;
        } else {
            level = words.common > 0.15 * smaller ? WEAK : 0;
        }
        return codesConflict ? Math.min(level, WEAK) : level;
    }

    private final class Alignment {
        final String[] left;
        final String[] right;
        final double[] weightLeft;
        final double[] weightRight;
        final boolean[] usedLeft;
        final boolean[] usedRight;
        double totalLeft;
        double totalRight;
        double common;
        boolean allMatched;

        Alignment(String a, String b) {
            left = Tokens.of(a);
            right = Tokens.of(b);
            weightLeft = new double[left.length];
            weightRight = new double[right.length];
            usedLeft = new boolean[left.length];
            usedRight = new boolean[right.length];
            for (int i = 0; i < left.length; i++) {
                weightLeft[i] = rarity.applyAsDouble(left[i]);
                totalLeft += weightLeft[i];
            }
            for (int j = 0; j < right.length; j++) {
                weightRight[j] = rarity.applyAsDouble(right[j]);
                totalRight += weightRight[j];
            }
        }

        void matchEqual() {
            int matched = 0;
            for (int i = 0; i < left.length; i++) {
                for (int j = 0; j < right.length; j++) {
                    if (!usedRight[j] && left[i].equals(right[j])) {
                        use(i, j, 1);
                        matched++;
                        break;
                    }
                }
            }
            allMatched = matched == left.length && matched == right.length;
        }

        boolean codesConflict() {
            boolean codesLeft = false;
            boolean codesRight = false;
            for (int i = 0; i < left.length; i++) {
                if (Tokens.isCode(left[i])) {
                    codesLeft = true;
                    for (String other : right) {
                        if (other.contains(left[i]) || Tokens.isCode(other) && left[i].contains(other)) {
                            return false;
                        }
                    }
                }
            }
            for (String token : right) {
                codesRight |= Tokens.isCode(token);
            }
            return codesLeft && codesRight;
        }

        void matchJoined() {
            totalLeft -= join(left, usedLeft, weightLeft, right, usedRight);
            totalRight -= join(right, usedRight, weightRight, left, usedLeft);
        }

        /** Two parts that the other side writes as one word weigh as one word; returns what they weigh less. */
        private double join(
                String[] parts, boolean[] usedParts, double[] weights, String[] whole, boolean[] usedWhole) {
            double less = 0;
            for (int i = 0; i + 1 < parts.length; i++) {
                for (int j = 0; j < whole.length; j++) {
                    if (!usedParts[i]
                            && !usedParts[i + 1]
                            && !usedWhole[j]
                            && whole[j].length() == parts[i].length() + parts[i + 1].length()
                            && whole[j].startsWith(parts[i])
                            && whole[j].endsWith(parts[i + 1])) {
                        usedParts[i] = true;
                        usedParts[i + 1] = true;
                        usedWhole[j] = true;
                        double apart = weights[i] + weights[i + 1];
                        double joined = Math.min(apart, rarity.applyAsDouble(whole[j]));
                        common += joined;
                        less += apart - joined;
                    }
                }
            }
            return less;
        }

        void matchSimilar() {
            List<Pairing> pairings = new ArrayList<>();
            for (int i = 0; i < left.length; i++) {
                for (int j = 0; j < right.length && !usedLeft[i]; j++) {
                    double alike = usedRight[j] ? 0 : similarity(left[i], right[j]);
                    if (alike > 0) {
                        pairings.add(new Pairing(i, j, alike * Math.min(weightLeft[i], weightRight[j])));
                    }
                }
            }
            pairings.sort(Comparator.comparingDouble(pairing -> -pairing.gain));
            for (Pairing pairing : pairings) {
                if (!usedLeft[pairing.left] && !usedRight[pairing.right]) {
                    usedLeft[pairing.left] = true;
                    usedRight[pairing.right] = true;
                    common += pairing.gain;
                }
            }
        }

        private void use(int i, int j, double similarity) {
            usedLeft[i] = true;
            usedRight[j] = true;
            common += similarity * Math.min(weightLeft[i], weightRight[j]);
        }
    }

    private record Pairing(int left, int right, double gain) {}

    private double similarity(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        if (shorter == 1) {
            return a.charAt(0) == b.charAt(0) ? SAME_INITIAL : 0;
        }
        if (shorter > 3 && !Tokens.isCode(a) && Similarity.edits(a, b, 1) == 1) {
            return NEARLY;
        }
        return nicknames.test(a, b) ? 0.8 : 0;
    }
}
