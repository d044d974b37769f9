package io.karat.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TrianglesTest {

    private static Triangles triangles(int records, double[] scores, int[]... pairs) {
        Pairs.Builder found = new Pairs.Builder();
        Arrays.stream(pairs).forEach(pair -> found.pair(pair[0], pair[1]));
        return Triangles.of(found.build(), scores, records);
    }

    @Test
    void matchesOfARecordThatMatchEachOtherCloseATriangle() {
        Triangles triangles =
                triangles(3, new double[] {1, 1, 1}, new int[] {0, 1}, new int[] {0, 2}, new int[] {1, 2});

        assertThat(triangles.closed()).isEqualTo(1);
        assertThat(triangles.open()).isEmpty();
    }

    @Test
    void thoseThatWereComparedAndDoNotMatchSpeakAgainstIt() {
        Triangles triangles =
                triangles(3, new double[] {1, 1, -1}, new int[] {0, 1}, new int[] {0, 2}, new int[] {1, 2});

        assertThat(triangles.closed()).isZero();
        assertThat(triangles.closedOfCompared()).isZero();
        assertThat(triangles.halfSeen(0.9)).isFalse();
        assertThat(triangles.open()).isEmpty();
    }

    @Test
    void thoseThatWereNotComparedAreNamed() {
        Triangles triangles = triangles(
                4,
                new double[] {1, 1, 1, 1, 1},
                new int[] {0, 1},
                new int[] {0, 2},
                new int[] {0, 3},
                new int[] {1, 2},
                new int[] {2, 3});

        assertThat(triangles.closed()).isLessThan(0.9);
        assertThat(triangles.closedOfCompared()).isEqualTo(1);
        assertThat(triangles.halfSeen(0.9)).isTrue();
        assertThat(triangles.open()).containsExactly(1L << 32 | 3);
    }

    @Test
    void withoutTwoMatchesOfOneRecordNothingIsClosed() {
        Triangles triangles = triangles(4, new double[] {1, 1}, new int[] {0, 1}, new int[] {2, 3});

        assertThat(triangles.closed()).isZero();
        assertThat(triangles.halfSeen(0.9)).isFalse();
    }
}
