package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class HighlightTest {

    @Test
    void countsTheWordsThatNoTextSpeaksOf() {
        Highlight highlight = Highlight.of("ashdowm bell york");

        assertThat(highlight.untold(List.of("Margaret Ashdown")))
                .as("a slip is forgiven")
                .isEqualTo(2);
        assertThat(highlight.untold(List.of("Maggie Ashdown-Bell", "York"))).isZero();
        assertThat(highlight.untold(List.of())).isEqualTo(3);
        assertThat(Highlight.of("").untold(List.of("anything"))).isZero();
    }

    @Test
    void takesTheBeginningOfAWordForTheWord() {
        assertThat(Highlight.of("ash").untold(List.of("Ashdown"))).isZero();
        assertThat(Highlight.of("down").untold(List.of("Ashdown"))).isOne();
    }
}
