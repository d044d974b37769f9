package io.karat.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.publish.Settlement.Fate;
import io.karat.publish.Turn.Attempt;
import io.karat.publish.Turn.Due;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the answers of a round mean. */
class SettlementTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final EndpointHealth WELL = new EndpointHealth(0, null, null);

    private static Attempt attempt(int before, Answer answer) {
        GoldenEvent event =
                new GoldenEvent("person", 1, new UUID(1, 1), 1, "created", NOW, Map.of(), GoldenEvent.Detail.NONE);
        return new Attempt(new Due(7, before, false, event), answer, NOW);
    }

    private static Answer status(int status) {
        return status(status, null);
    }

    private static Answer status(int status, @Nullable String retryAfter) {
        return new Answer.Answered(status, retryAfter, "", 3);
    }

    private static Settlement settle(EndpointHealth before, Attempt... attempts) {
        return Settlement.of(before, List.of(attempts), NOW, new SplittableRandom(1));
    }

    @Test
    void everyTwoHundredIsADelivery() {
        for (int status : new int[] {200, 202, 204, 299}) {
            assertThat(settle(WELL, attempt(0, status(status))).fates())
                    .as("%d", status)
                    .singleElement()
                    .isInstanceOf(Fate.Delivered.class);
        }
    }

    @Test
    void redirectsRefusalsFailuresAndSilenceAreTriedAgain() {
        List<Answer> answers = new ArrayList<>();
        for (int status : new int[] {301, 307, 400, 401, 404, 429, 500, 503}) {
            answers.add(status(status));
        }
        answers.add(new Answer.Unanswered("no answer within 10000 ms", 10_000));
        for (Answer answer : answers) {
            Settlement settlement = settle(WELL, attempt(0, answer));
            assertThat(settlement.fates())
                    .as("%s", answer)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Fate.Waits.class, waits -> assertThat(waits.until()).isAfter(NOW));
            assertThat(settlement.disabled()).isNull();
        }
    }

    @Test
    void theLastTryMakesADeadLetter() {
        assertThat(settle(WELL, attempt(Retries.ATTEMPTS - 2, status(500))).fates())
                .singleElement()
                .isInstanceOf(Fate.Waits.class);
        assertThat(settle(WELL, attempt(Retries.ATTEMPTS - 1, status(500))).fates())
                .singleElement()
                .isInstanceOf(Fate.Dead.class);
    }

    @Test
    void goneDisablesTheSubscriptionAndSpendsNoTry() {
        Settlement settlement = settle(WELL, attempt(Retries.ATTEMPTS - 1, status(410)));
        assertThat(settlement.disabled()).contains("410");
        assertThat(settlement.fates()).singleElement().isInstanceOf(Fate.Waits.class);
    }

    @Test
    void anOverloadedEndpointSaysItselfWhenItIsToBeAskedAgain() {
        for (int status : new int[] {429, 503}) {
            Settlement settlement = settle(WELL, attempt(0, status(status, "600")));
            assertThat(settlement.health().resumeAt()).isEqualTo(NOW.plusSeconds(600));
        }
        assertThat(settle(WELL, attempt(0, status(400, "600"))).health().resumeAt())
                .as("a bad request speaks of the event and not of the endpoint")
                .isNull();
    }

    @Test
    void threeFailuresInARowTakeAnEndpointToBeDownAndASuccessToBeWell() {
        Settlement down = settle(WELL, attempt(0, status(500)), attempt(0, status(500)), attempt(0, status(500)));
        assertThat(down.health().down()).isTrue();
        assertThat(down.health().resumeAt()).isAfter(NOW);
        assertThat(settle(down.health(), attempt(0, status(204))).health()).isEqualTo(WELL);
    }

    @Test
    void recoveryIsToldAfterAnOutageAndNotAfterAFewBadEvents() {
        EndpointHealth outage = new EndpointHealth(5, NOW.minus(Duration.ofMinutes(10)), NOW);
        EndpointHealth hiccup = new EndpointHealth(3, NOW.minusSeconds(2), NOW);
        assertThat(settle(outage, attempt(1, status(204))).recovered()).isTrue();
        assertThat(settle(hiccup, attempt(1, status(204))).recovered()).isFalse();
    }

    @Test
    void anEndpointThatFailsForFiveDaysIsGivenUp() {
        EndpointHealth almost = new EndpointHealth(900, NOW.minus(Duration.ofHours(119)), NOW);
        EndpointHealth lost = new EndpointHealth(900, NOW.minus(Duration.ofDays(5)), NOW);
        assertThat(settle(almost, attempt(2, status(500))).disabled()).isNull();
        assertThat(settle(lost, attempt(2, status(500))).disabled()).contains("five days");
        assertThat(settle(lost, attempt(2, status(204))).disabled()).isNull();
    }
}
