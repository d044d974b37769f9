package io.karat.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IsotonicTest {

    @Test
    void risingValuesStayAsTheyAre() {
        assertThat(Isotonic.fit(new double[] {1, 1, 1}, new double[] {1, 2, 2})).containsExactly(1, 2, 2);
    }

    @Test
    void fallingValuesBecomeTheirWeightedMean() {
        assertThat(Isotonic.fit(new double[] {1, 3, 1, 1}, new double[] {4, 0, 5, 6}))
                .containsExactly(1, 1, 5, 6);
    }
}
