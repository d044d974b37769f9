package io.karat.batch;

import io.karat.match.Similarity;
import io.karat.model.AttributeType;
import io.karat.standardise.TextForm;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Soft TF-IDF of one attribute: words weigh by their rarity among the records; equal words match, then neighbours that the
 * other side writes as one word, then similar ones. Source: Cohen, Ravikumar, Fienberg 2003.
 *
 * <p>Long texts describe; of them equal words alone are counted.
 */
final class Texts {

    private static final int LEVELS = 11;
    private static final double ALIKE = 0.9;
    private static final int SHORTEST = 3;

    private final List<String> dictionary = new ArrayList<>();
    private final Object2IntOpenHashMap<String> numbers = new Object2IntOpenHashMap<>();
    private final int[][] words;
    private final int[][] joins;
    private final double[] rarity;
    private final boolean[] digits;
    private final boolean soft;

    private Texts(Lists lists, int attribute, boolean soft) {
        this.soft = soft;
        numbers.defaultReturnValue(-1);
        int size = lists.size();
        words = new int[size][];
        joins = new int[size][];
        for (int i = 0; i < size; i++) {
            List<String> texts = new ArrayList<>();
            for (String value : lists.records().get(i).values(attribute)) {
                texts.addAll(TextForm.words(value));
            }
            words[i] = texts.stream().mapToInt(this::number).distinct().toArray();
        }
        int[] holders = new int[dictionary.size()];
        for (int[] of : words) {
            for (int word : of) {
                holders[word]++;
            }
        }
        rarity = new double[holders.length];
        digits = new boolean[holders.length];
        for (int w = 0; w < rarity.length; w++) {
            rarity[w] = Math.log((size + 1) / (holders[w] + 0.5));
            digits[w] = dictionary.get(w).chars().anyMatch(c -> c <= '9');
        }
        for (int i = 0; i < size; i++) {
            joins[i] = new int[Math.max(0, words[i].length - 1)];
            for (int k = 0; k < joins[i].length; k++) {
                joins[i][k] = numbers.getInt(dictionary.get(words[i][k]) + dictionary.get(words[i][k + 1]));
            }
        }
    }

    private int number(String word) {
        int known = numbers.getInt(word);
        if (known >= 0) {
            return known;
        }
        numbers.put(word, dictionary.size());
        dictionary.add(word);
        return dictionary.size() - 1;
    }

    static Column column(Lists lists, int attribute, boolean soft, Pairs pairs) {
        Texts texts = new Texts(lists, attribute, soft);
        byte[] level = new byte[pairs.size()];
        float[] cosine = new float[pairs.size()];
        float[] overlap = new float[pairs.size()];
        for (int p = 0; p < level.length; p++) {
            if (texts.words[pairs.left(p)].length == 0 || texts.words[pairs.right(p)].length == 0) {
                level[p] = Column.MISSING;
                cosine[p] = Float.NaN;
                overlap[p] = Float.NaN;
                continue;
            }
            Alike alike = texts.compare(pairs.left(p), pairs.right(p));
            cosine[p] = (float) alike.cosine;
            overlap[p] = (float) alike.overlap;
            level[p] = (byte) (alike.cosine >= 0.9999 ? LEVELS - 1 : (int) (alike.cosine * (LEVELS - 1)));
        }
        String name = lists.type().attributes().get(attribute).name();
        List<Column.Similarity> similarities = new ArrayList<>();
        similarities.add(new Column.Similarity(name, cosine));
        if (soft && lists.type().attributes().get(attribute).type() != AttributeType.CATEGORY) {
            similarities.add(new Column.Similarity(name + " contained", overlap));
        }
        return new Column(name, LEVELS, level, similarities);
    }

    /** What both hold: as a share of both, and of the one that holds less. */
    private record Alike(double cosine, double overlap) {}

    private Alike compare(int a, int b) {
        int[] left = soft ? joined(a, words[b]) : words[a];
        int[] right = soft ? joined(b, left) : words[b];
        double weightLeft = 0;
        double weightRight = 0;
        double common = 0;
        int[] restLeft = new int[left.length];
        int restOfLeft = 0;
        for (int word : left) {
            double weight = rarity[word] * rarity[word];
            weightLeft += weight;
            if (contains(right, word)) {
                common += weight;
            } else {
                restLeft[restOfLeft++] = word;
            }
        }
        int[] restRight = new int[right.length];
        int restOfRight = 0;
        for (int word : right) {
            weightRight += rarity[word] * rarity[word];
            if (!contains(left, word)) {
                restRight[restOfRight++] = word;
            }
        }
        if (soft && restOfLeft > 0 && restOfRight > 0) {
            common += similar(Arrays.copyOf(restLeft, restOfLeft), Arrays.copyOf(restRight, restOfRight));
        }
        if (weightLeft <= 0 || weightRight <= 0) {
            return new Alike(0, 0);
        }
        return new Alike(
                Math.min(1, common / Math.sqrt(weightLeft * weightRight)),
                Math.min(1, common / Math.min(weightLeft, weightRight)));
    }

    /** The words of a record, where two neighbours are one word if the other side writes them so. */
    private int[] joined(int record, int[] other) {
        int[] of = words[record];
        int[] join = joins[record];
        int[] out = new int[of.length];
        int n = 0;
        for (int k = 0; k < of.length; k++) {
            boolean one = k < join.length
                    && join[k] >= 0
                    && contains(other, join[k])
                    && !(contains(other, of[k]) && contains(other, of[k + 1]));
            int word = one ? join[k++] : of[k];
            boolean repeated = false;
            for (int i = 0; i < n; i++) {
                repeated |= out[i] == word;
            }
            if (!repeated) {
                out[n++] = word;
            }
        }
        return n == of.length ? out : Arrays.copyOf(out, n);
    }

    private record Pairing(int left, int right, double gain) {}

    private double similar(int[] left, int[] right) {
        List<Pairing> pairings = new ArrayList<>();
        for (int i = 0; i < left.length; i++) {
            for (int j = 0; j < right.length; j++) {
                double alike = alike(left[i], right[j]);
                if (alike > 0) {
                    pairings.add(new Pairing(i, j, alike * rarity[left[i]] * rarity[right[j]]));
                }
            }
        }
        pairings.sort((x, y) -> Double.compare(y.gain, x.gain));
        boolean[] usedLeft = new boolean[left.length];
        boolean[] usedRight = new boolean[right.length];
        double common = 0;
        for (Pairing pairing : pairings) {
            if (!usedLeft[pairing.left] && !usedRight[pairing.right]) {
                usedLeft[pairing.left] = true;
                usedRight[pairing.right] = true;
                common += pairing.gain;
            }
        }
        return common;
    }

    private double alike(int a, int b) {
        String x = dictionary.get(a);
        String y = dictionary.get(b);
        int shorter = Math.min(x.length(), y.length());
        if (shorter < SHORTEST || digits[a] != digits[b]) {
            return 0;
        }
        boolean prefix = x.startsWith(y) || y.startsWith(x);
        if (digits[a]) {
            return prefix && shorter > SHORTEST ? ALIKE : 0;
        }
        return prefix ? ALIKE : Similarity.jaroWinkler(x, y, ALIKE);
    }

    private static boolean contains(int[] words, int word) {
        for (int w : words) {
            if (w == word) {
                return true;
            }
        }
        return false;
    }
}
