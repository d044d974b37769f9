package io.karat.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class SetbacksTest {

    private final UUID job = UUID.randomUUID();
    private final Setbacks setbacks = new Setbacks();

    @Test
    void anErrorEndsAJobAtOnce() {
        assertThat(setbacks.end(job, new OutOfMemoryError()))
                .hasValueSatisfying(words -> assertThat(words).contains("out of memory"));
        assertThat(setbacks.end(job, new IllegalStateException(new StackOverflowError())))
                .hasValueSatisfying(words -> assertThat(words).contains("its log"));
    }

    @Test
    void whatMayPassEndsAJobWhenItComesForTheThirdTime() {
        assertThat(setbacks.end(job, new IllegalStateException("no database"))).isEmpty();
        assertThat(setbacks.end(UUID.randomUUID(), new IllegalStateException("no database")))
                .isEmpty();
        assertThat(setbacks.end(job, new IllegalStateException("no database"))).isEmpty();
        assertThat(setbacks.end(job, new IllegalStateException("no database"))).isPresent();
    }

    @Test
    void aJobThatCameToItsEndStartsAfresh() {
        assertThat(setbacks.end(job, new IllegalStateException("no database"))).isEmpty();
        assertThat(setbacks.end(job, new IllegalStateException("no database"))).isEmpty();
        setbacks.forget(job);
        assertThat(setbacks.end(job, new IllegalStateException("no database"))).isEmpty();
    }
}
