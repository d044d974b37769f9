package io.karat.standardise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LettersTest {

    /** Letters of the Latin blocks, some that stand for two, and what may stand beside them. */
    private static final String BESIDE = "aAzZ .'-1\u00df\u00c6\u01c4\u0149\u0131";

    @Test
    void aLatinLetterIsTheSameBesideAnyOther() {
        for (char letter = 0x80; letter < 0x250; letter++) {
            for (int i = 0; i < BESIDE.length(); i++) {
                same("" + letter + BESIDE.charAt(i));
                same("" + BESIDE.charAt(i) + letter);
            }
        }
    }

    @Test
    void aTextIsTheSameLetterByLetter() {
        Random random = new Random(42);
        for (int n = 0; n < 20_000; n++) {
            StringBuilder text = new StringBuilder();
            int length = 1 + random.nextInt(12);
            for (int i = 0; i < length; i++) {
                text.append(
                        (char) (random.nextInt(3) == 0 ? 0x20 + random.nextInt(0x5f) : 0x80 + random.nextInt(0x1d0)));
            }
            same(text.toString());
        }
    }

    @Test
    void lettersThatDependOnTheirNeighboursAreReadTogether() {
        assertThat(Letters.plain("Jose\u0301 \u0414\u044f\u0434\u044f M\u00fcller \u00d8rsted \u0141\u00f3d\u017a"))
                .isEqualTo("jose dada muller orsted lodz");
    }

    private static void same(String text) {
        assertThat(Letters.plain(text))
                .as(text)
                .isEqualTo(Letters.transliterated(text).toLowerCase(Locale.ROOT));
    }
}
