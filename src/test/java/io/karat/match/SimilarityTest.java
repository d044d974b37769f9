package io.karat.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarityTest {

    /** The textbook matrix. */
    private static int alignment(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(d[i - 1][j - 1] + cost, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], 1 + d[i - 2][j - 2]);
                }
            }
        }
        return d[a.length()][b.length()];
    }

    private static String word(Random random, int longest) {
        StringBuilder s = new StringBuilder();
        for (int n = random.nextInt(longest + 1); n > 0; n--) {
            s.append("abcd".charAt(random.nextInt(4)));
        }
        return s.toString();
    }

    @Test
    void edits_are_those_of_the_textbook_up_to_the_limit() {
        long seed = 20_260_101;
        Random random = new Random(seed);
        for (int n = 0; n < 20_000; n++) {
            int longest = n % 50 == 0 ? 90 : 9;
            String a = word(random, longest);
            String b = n % 3 == 0 ? a + word(random, 2) : word(random, longest);
            int max = random.nextInt(4);
            assertThat(Similarity.edits(a, b, max))
                    .as("seed %d: %s, %s up to %d", seed, a, b, max)
                    .isEqualTo(Math.min(alignment(a, b), max + 1));
        }
    }

    @Test
    void similarities_do_not_depend_on_the_order() {
        long seed = 20_260_102;
        Random random = new Random(seed);
        for (int n = 0; n < 20_000; n++) {
            String a = word(random, 12);
            String b = word(random, 12);
            assertThat(Similarity.jaroWinkler(a, b, 0))
                    .as("seed %d: %s, %s", seed, a, b)
                    .isEqualTo(Similarity.jaroWinkler(b, a, 0))
                    .isBetween(0.0, 1.0);
            double similarity = Similarity.jaroWinkler(a, b, 0);
            assertThat(Similarity.jaroWinkler(a, b, 0.75)).isEqualTo(similarity < 0.75 ? 0 : similarity);
            assertThat(Similarity.soundsAlike(a, b)).isEqualTo(Similarity.soundsAlike(b, a));
        }
    }

    @ParameterizedTest
    @CsvSource({"martha,marhta,0.9611", "dixon,dicksonx,0.8133", "dwayne,duane,0.84", "abc,xyz,0"})
    void jaro_winkler_gives_the_published_values(String a, String b, double expected) {
        assertThat(Similarity.jaroWinkler(a, b, 0)).isCloseTo(expected, within(1e-4));
    }

    @ParameterizedTest
    @CsvSource({
        "kathy,cathy,true",
        "philip,filip,true",
        "smith,smyth,true",
        "wang,vang,false",
        "meyer,maier,true",
        "miller,moore,false"
    })
    void names_sound_alike_by_their_consonants(String a, String b, boolean alike) {
        assertThat(Similarity.soundsAlike(a, b)).isEqualTo(alike);
    }
}
