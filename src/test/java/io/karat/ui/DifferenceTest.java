package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.ui.Difference.Piece;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class DifferenceTest {

    @Test
    void marksWhatOnlyOneSideHas() {
        Difference difference = Difference.between("Jon", "John");

        assertThat(difference.left()).containsExactly(new Piece("Jon", false));
        assertThat(difference.right())
                .containsExactly(new Piece("Jo", false), new Piece("h", true), new Piece("n", false));
    }

    @Test
    void marksNothingInEqualTexts() {
        Difference difference = Difference.between("Leeds", "Leeds");

        assertThat(difference.left()).containsExactly(new Piece("Leeds", false));
        assertThat(difference.likeness()).isEqualTo(1);
    }

    @Test
    void marksEverythingWhereNothingIsCommon() {
        Difference difference = Difference.between("abc", "xyz");

        assertThat(difference.left()).containsExactly(new Piece("abc", true));
        assertThat(difference.likeness()).isZero();
    }

    @Test
    void cutsNoCharacterInTwo() {
        Difference difference = Difference.between("a\uD83D\uDE00", "a\uD83D\uDE01");

        assertThat(difference.left()).containsExactly(new Piece("a", false), new Piece("\uD83D\uDE00", true));
        assertThat(difference.right()).containsExactly(new Piece("a", false), new Piece("\uD83D\uDE01", true));
    }

    @Test
    void leavesVeryLongTextsUnmarked() {
        String text = "x".repeat(401);

        assertThat(Difference.between(text, text + "y").right()).containsExactly(new Piece(text + "y", false));
    }

    @Test
    void keepsTheTextsAndAgreesOnWhatIsCommon() {
        long seed = 20260301;
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            String a = text(random);
            String b = text(random);
            Difference difference = Difference.between(a, b);

            assertThat(joined(difference.left(), true)).as("seed %d", seed).isEqualTo(a);
            assertThat(joined(difference.right(), true)).as("seed %d", seed).isEqualTo(b);
            assertThat(joined(difference.left(), false))
                    .as("seed %d: %s, %s", seed, a, b)
                    .isEqualTo(joined(difference.right(), false));
        }
    }

    private static String joined(List<Piece> pieces, boolean marked) {
        return pieces.stream()
                .filter(piece -> marked || !piece.marked())
                .map(Piece::text)
                .collect(Collectors.joining());
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(12), 'a', 'e')
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
