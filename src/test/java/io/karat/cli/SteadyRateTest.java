package io.karat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.cli.SteadyRate.Halt;
import io.karat.cli.SteadyRate.Times;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SteadyRateTest {

    private static final long MILLI = 1_000_000;

    @Test
    void tellsTheRequestsApartThatWereNotHeldUp() {
        Times times = times(0, 5, 20, 25, 30, 45, 60);
        assertThat(times.apartFrom(List.of(new Halt(at(20), at(30)))).due())
                .describedAs("neither on their way in the halt nor due in as long again after it")
                .containsExactly(at(0), at(5), at(45), at(60));
    }

    @Test
    void countsNoneThatWasOnItsWayWhenTheHaltBegan() {
        Times times = new Times(new long[] {at(0), at(0)}, new double[] {19, 21}, 0);
        assertThat(times.apartFrom(List.of(new Halt(at(20), at(22)))).inOrder()).containsExactly(19);
    }

    @Test
    void withoutAHaltAllCount() {
        assertThat(times(0, 5).apartFrom(List.of()).inOrder()).hasSize(2);
    }

    @Test
    void sendsAtTheRateThatItIsToldAndSaysWhenEachWasDue() {
        Times sent = new SteadyRate(1000).send(50, number -> number != 7, () -> true);
        assertThat(sent.failed()).isOne();
        long[] due = sent.due();
        assertThat(due).hasSize(50);
        assertThat(LongStream.range(1, 50).map(i -> due[(int) i] - due[(int) i - 1]))
                .containsOnly(MILLI);
    }

    /** Each answered within a millisecond. */
    private static Times times(long... millis) {
        return new Times(
                LongStream.of(millis).map(SteadyRateTest::at).toArray(),
                LongStream.of(millis).mapToDouble(_ -> 1).toArray(),
                0);
    }

    /** Nanoseconds since some time: these clocks may pass the highest number. */
    private static long at(long millis) {
        return Long.MAX_VALUE - 10 * MILLI + millis * MILLI;
    }
}
