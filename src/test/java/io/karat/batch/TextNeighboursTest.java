package io.karat.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.karat.standardise.TextForm;
import io.karat.testing.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The nearest texts against the cosine of every pair, counted in strings. */
class TextNeighboursTest {

    private static final double ROUNDING = 1e-4;

    /** Terms of one text, with their weights at unit length. */
    private static List<Map<String, Double>> vectors(List<List<String>> texts, double mostShare) {
        Map<String, Integer> holders = new HashMap<>();
        texts.forEach(terms -> new HashSet<>(terms).forEach(term -> holders.merge(term, 1, Integer::sum)));
        List<Map<String, Double>> vectors = new ArrayList<>();
        for (List<String> terms : texts) {
            Map<String, Integer> counts = new HashMap<>();
            terms.forEach(term -> counts.merge(term, 1, Integer::sum));
            counts.keySet().removeIf(term -> holders.get(term) > mostShare * texts.size());
            Map<String, Double> vector = new HashMap<>();
            counts.forEach((term, n) -> vector.put(
                    term, (1 + Math.log(n)) * (1 + Math.log((1.0 + texts.size()) / (1 + holders.get(term))))));
            double length =
                    Math.sqrt(vector.values().stream().mapToDouble(w -> w * w).sum());
            vector.replaceAll((term, weight) -> weight / length);
            vectors.add(vector);
        }
        return vectors;
    }

    private static double cosine(Map<String, Double> a, Map<String, Double> b) {
        return a.entrySet().stream()
                .mapToDouble(e -> e.getValue() * b.getOrDefault(e.getKey(), 0.0))
                .sum();
    }

    private static List<String> words(String standard) {
        List<String> terms = new ArrayList<>(TextForm.words(standard));
        terms.addAll(TextForm.codes(standard));
        return terms;
    }

    private static List<String> grams(String standard) {
        List<String> grams = new ArrayList<>();
        for (String word : TextForm.words(standard)) {
            String framed = " " + word + " ";
            for (int i = 0; i + 3 <= framed.length(); i++) {
                grams.add(framed.substring(i, i + 3));
            }
        }
        return grams;
    }

    private static ListedProducts products(SplittableRandom random, int size) {
        List<String> words = IntStream.range(0, 400).mapToObj(i -> word(random)).toList();
        ListedProducts products = ListedProducts.named();
        for (int i = 0; i < size; i++) {
            StringBuilder name = new StringBuilder();
            for (int n = random.nextInt(2, 7); n > 0; n--) {
                // Some words are frequent, most are rare.
                name.append(words.get((int) (words.size() * Math.pow(random.nextDouble(), 2))))
                        .append(' ');
            }
            if (random.nextInt(3) == 0) {
                name.append("kx-").append(random.nextInt(100, 200)).append('b');
            }
            products.add(name.toString());
        }
        return products;
    }

    private static String word(SplittableRandom random) {
        StringBuilder word = new StringBuilder();
        for (int n = random.nextInt(2, 5); n > 0; n--) {
            word.append("bdfgklmnprstvz".charAt(random.nextInt(14))).append("aeiou".charAt(random.nextInt(5)));
        }
        return word.toString();
    }

    /**
     * Cosines of one record with the others. Equally near ones may be taken or left.
     *
     * @param last of the nearest; what is farther is not among them
     * @param next after the nearest; what is nearer is among them
     */
    private record Near(double last, double next) {

        static List<Near> of(List<Map<String, Double>> vectors) {
            return IntStream.range(0, vectors.size())
                    .mapToObj(record -> {
                        double[] cosines = IntStream.range(0, vectors.size())
                                .filter(other -> other != record)
                                .mapToDouble(other -> cosine(vectors.get(record), vectors.get(other)))
                                .sorted()
                                .toArray();
                        int last = cosines.length - TextNeighbours.NEAREST;
                        return new Near(cosines[last], cosines[last - 1]);
                    })
                    .toList();
        }

        boolean surely(double cosine) {
            return cosine > next + ROUNDING;
        }

        boolean surelyNot(double cosine) {
            return cosine < Math.max(last, ROUNDING) - ROUNDING || cosine == 0;
        }
    }

    @Test
    void pairsAreTheNearestOfEachByWordsAndByWhatWordsAreMadeOf() {
        Seeds.each(3, random -> {
            ListedProducts products = products(random, 300);
            List<String> standards = products.records().stream()
                    .map(features -> features.values(0)[0])
                    .toList();
            List<Map<String, Double>> byWords =
                    vectors(standards.stream().map(TextNeighboursTest::words).toList(), 1);
            List<Map<String, Double>> byGrams =
                    vectors(standards.stream().map(TextNeighboursTest::grams).toList(), 0.3);
            TextNeighbours neighbours = TextNeighbours.of(products.type(), products.records());
            Set<Long> found = new HashSet<>();
            neighbours.pairs(null, (a, b) -> found.add((long) a << 32 | b));
            List<Near> nearByWords = Near.of(byWords);
            List<Near> nearByGrams = Near.of(byGrams);

            for (int a = 0; a < 300; a++) {
                for (int b = a + 1; b < 300; b++) {
                    double words = cosine(byWords.get(a), byWords.get(b));
                    double grams = cosine(byGrams.get(a), byGrams.get(b));
                    assertThat(neighbours.byWords(a, b)).isCloseTo(words, within(ROUNDING));
                    assertThat(neighbours.byGrams(a, b)).isCloseTo(grams, within(ROUNDING));
                    boolean near = nearByWords.get(a).surely(words)
                            || nearByWords.get(b).surely(words)
                            || nearByGrams.get(a).surely(grams)
                            || nearByGrams.get(b).surely(grams);
                    boolean far = nearByWords.get(a).surelyNot(words)
                            && nearByWords.get(b).surelyNot(words)
                            && nearByGrams.get(a).surelyNot(grams)
                            && nearByGrams.get(b).surelyNot(grams);
                    if (near || far && !products.shareStrongAtom(a, b)) {
                        assertThat(found.contains((long) a << 32 | b))
                                .as("%s and %s", standards.get(a), standards.get(b))
                                .isEqualTo(near);
                    }
                }
            }
        });
    }

    @Test
    void ofTwoSourcesOnlyTheNearestOfTheOtherAreFound() {
        Seeds.each(3, random -> {
            ListedProducts products = products(random, 300);
            int[] source = random.ints(300, 0, 2).toArray();
            TextNeighbours neighbours = TextNeighbours.of(products.type(), products.records());
            Map<Integer, Integer> partners = new HashMap<>();

            neighbours.pairs(source, (a, b) -> {
                assertThat(source[a]).isNotEqualTo(source[b]);
                partners.merge(a, 1, Integer::sum);
                partners.merge(b, 1, Integer::sum);
            });

            assertThat(partners).hasSizeGreaterThan(290);
        });
    }
}
