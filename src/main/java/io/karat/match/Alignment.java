package io.karat.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.ToDoubleFunction;

/** Which words of two values stand for each other: equal ones first, then joined neighbours, then similar ones. */
final class Alignment {

    /** Long descriptions are compared by how they begin. */
    private static final int MOST_WORDS = 40;

    private static final double NEARLY = 0.9;
    private static final double SAME_INITIAL = 0.5;
    private static final double NICKNAME = 0.8;

    /** How words are weighed and which names are used for each other. */
    record Words(ToDoubleFunction<String> rarity, BiPredicate<String, String> nicknames) {}

    private final Words by;
    private final String[] left;
    private final String[] right;
    private final double[] weightLeft;
    private final double[] weightRight;
    private final boolean[] usedLeft;
    private final boolean[] usedRight;
    private double totalLeft;
    private double totalRight;
    private double common;
    private boolean allMatched;

    Alignment(Words by, String a, String b) {
        this.by = by;
        left = Tokens.first(a, MOST_WORDS);
        right = Tokens.first(b, MOST_WORDS);
        weightLeft = new double[left.length];
        weightRight = new double[right.length];
        usedLeft = new boolean[left.length];
        usedRight = new boolean[right.length];
        for (int i = 0; i < left.length; i++) {
            weightLeft[i] = by.rarity().applyAsDouble(left[i]);
            totalLeft += weightLeft[i];
        }
        for (int j = 0; j < right.length; j++) {
            weightRight[j] = by.rarity().applyAsDouble(right[j]);
            totalRight += weightRight[j];
        }
        matchEqual();
        if (!allMatched) {
            matchJoined();
            matchSimilar();
        }
    }

    /** Both values hold the same words. */
    boolean complete() {
        return allMatched;
    }

    /** The weight of what both hold, as a share of the heavier value. */
    double ofLarger() {
        return share(Math.max(totalLeft, totalRight));
    }

    /** The weight of what both hold, as a share of the lighter value. */
    double ofSmaller() {
        return share(Math.min(totalLeft, totalRight));
    }

    private double share(double of) {
        return of <= 0 ? 0 : common / of;
    }

    private void matchEqual() {
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

    /** Both values hold codes or model numbers, and one of them is in both. */
    boolean codesAgree() {
        return codes(left) && codes(right) && codeInCommon();
    }

    /** Both values hold codes or model numbers, and none is in both. */
    boolean codesConflict() {
        return codes(left) && codes(right) && !codeInCommon();
    }

    private static boolean codes(String[] words) {
        for (String word : words) {
            if (Tokens.isCode(word)) {
                return true;
            }
        }
        return false;
    }

    private boolean codeInCommon() {
        for (String word : left) {
            for (String other : right) {
                if (Tokens.isCode(word) && other.contains(word) || Tokens.isCode(other) && word.contains(other)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void matchJoined() {
        totalLeft -= join(left, usedLeft, weightLeft, right, usedRight);
        totalRight -= join(right, usedRight, weightRight, left, usedLeft);
    }

    /** Two parts that the other side writes as one word weigh as one word; returns what they weigh less. */
    private double join(String[] parts, boolean[] usedParts, double[] weights, String[] whole, boolean[] usedWhole) {
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
                    double joined = Math.min(apart, by.rarity().applyAsDouble(whole[j]));
                    common += joined;
                    less += apart - joined;
                }
            }
        }
        return less;
    }

    private void matchSimilar() {
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

    private record Pairing(int left, int right, double gain) {}

    private double similarity(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        if (shorter == 1) {
            return a.charAt(0) == b.charAt(0) ? SAME_INITIAL : 0;
        }
        if (shorter > 3 && !Tokens.isCode(a) && Similarity.edits(a, b, 1) == 1) {
            return NEARLY;
        }
        return by.nicknames().test(a, b) ? NICKNAME : 0;
    }
}
