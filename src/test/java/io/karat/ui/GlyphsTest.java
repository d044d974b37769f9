package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.ui.Difference.Piece;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GlyphsTest {

    @Test
    void leavesOrdinaryTextAsItIs() {
        for (String text : List.of("Ann O'Neill-Müller 3a", "Москва", "東京タワー", "Jose\u0301", "")) {
            List<Piece> shown = Glyphs.shown(Difference.plain(text));

            assertThat(shown).extracting(Piece::hint).allMatch(String::isEmpty);
            assertThat(text(shown)).isEqualTo(text);
        }
    }

    @Test
    void namesWhatDrawsNothing() {
        List<Piece> shown = Glyphs.shown(Difference.plain("Ann\u200B\u00A0Lee"));

        assertThat(shown)
                .containsExactly(
                        new Piece("Ann", false),
                        new Piece("U+200B", false, "hidden character: zero width space"),
                        new Piece("U+00A0", false, "hidden character: no-break space"),
                        new Piece("Lee", false));
    }

    @Test
    void namesALetterOfAnotherAlphabetInsideAWord() {
        List<Piece> shown = Glyphs.shown(Difference.plain("Leeds P\u0430ul"));

        assertThat(shown)
                .containsExactly(
                        new Piece("Leeds P", false),
                        new Piece("\u0430", false, "\u201C\u0430\u201D is cyrillic small letter a"),
                        new Piece("ul", false));
    }

    @Test
    void seesThatTwoTextsLookTheSame() {
        assertThat(Glyphs.lookAlike("\u0441\u043E\u0441\u043E", "coco")).isTrue();
        assertThat(Glyphs.lookAlike("lan", "Ian")).isTrue();
        assertThat(Glyphs.lookAlike("coco", "coco")).as("the same").isFalse();
        assertThat(Glyphs.lookAlike("Jon", "John")).isFalse();
    }

    @Test
    void namesWhatTellsLookAlikesApart() {
        Difference difference = Difference.between("10 Row", "1O Row");

        assertThat(Glyphs.named(difference.right()))
                .contains(new Piece("O", true, "\u201CO\u201D is latin capital letter o"));
    }

    private static String text(List<Piece> pieces) {
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(piece.text()));
        return text.toString();
    }
}
