package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

final class PinEndTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void endsAsItsDayBeginsWhereTheReaderIs() {
        assertThat(new PinEnd("2027-01-31", BERLIN).instant()).isEqualTo("2027-01-30T23:00:00Z");
        assertThat(new PinEnd("2027-07-31", BERLIN).instant()).isEqualTo("2027-07-30T22:00:00Z");
        assertThat(new PinEnd("", BERLIN).instant()).isNull();
    }

    @Test
    void takesNoDayThatHasBegunThereAndNothingElse() {
        Instant lateInTheEvening = Instant.parse("2027-01-30T22:30:00Z");
        assertThat(new PinEnd("2027-01-31", BERLIN).wrong(lateInTheEvening)).isFalse();
        assertThat(new PinEnd("2027-01-30", BERLIN).wrong(lateInTheEvening)).isTrue();
        assertThat(new PinEnd("2027-01-31", BERLIN).wrong(Instant.parse("2027-01-30T23:00:00Z")))
                .isTrue();
        assertThat(new PinEnd("tomorrow", BERLIN).wrong(lateInTheEvening)).isTrue();
        assertThat(new PinEnd("2027-02-30", BERLIN).wrong(lateInTheEvening)).isTrue();
        assertThat(new PinEnd("", BERLIN).wrong(lateInTheEvening)).isFalse();
    }
}
