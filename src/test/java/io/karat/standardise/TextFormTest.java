package io.karat.standardise;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.model.AttributeType;
import org.junit.jupiter.api.Test;

class TextFormTest {

    private static String standard(String raw) {
        return Rules.of(AttributeType.TEXT, "").apply(raw) instanceof Rule.Value value ? value.text() : "";
    }

    @Test
    void runsWithDigitsKeepTheirInnerJoints() {
        assertThat(standard("Netgear WG-102/A (802.11g) Access-Point, 33-1/3 RPM."))
                .isEqualTo("netgear wg-102/a 802.11g access point 33-1/3 rpm");
    }

    @Test
    void commasOfThousandsGo() {
        assertThat(standard("1,024 MB, 2,5 inch")).isEqualTo("1024 mb 2 5 inch");
    }

    @Test
    void jointsPartWords() {
        assertThat(TextForm.words("kx-fa83 toner")).containsExactly("kx", "fa83", "toner");
    }

    @Test
    void codesAreReadWithoutJointsAndInParts() {
        assertThat(TextForm.codes(standard("Logitech MX-5500 910-000420 (2007), KX-FA83")))
                .containsExactlyInAnyOrder("mx5500", "910000420", "kxfa83", "000420", "fa83");
    }

    @Test
    void shortNumbersAndWordsAreNoCodes() {
        assertThat(TextForm.codes("1999 100 mp3 speaker 2.5")).isEmpty();
    }

    @Test
    void numbersAreSizesEditionsAndVersions() {
        assertThat(TextForm.numbers(standard("Photoshop v7.0 III, 17-inch, 1.50 GB, WG102")))
                .containsExactlyInAnyOrder("7", "3", "17", "1.5");
    }
}
