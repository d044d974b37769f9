package io.karat.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RankTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Offset<Double> EXACT = within(1e-9);
    private static final UUID ID = new UUID(0, 1);

    @Test
    void theRecordsOfAConflictCountOnce() {
        List<Integer> sayers = List.of(4, 7, 9);
        double priority = new ConflictQuestions.Raised(ID, 4, "tax_id", new int[] {4, 7, 9}, 1).priority(NOW);

        Rank rank = review(Review.Kind.CONFLICT, sayers, sayers, priority).rank();

        assertThat(rank.impact()).isCloseTo(Math.log(3), EXACT);
        addsUp(rank, priority);
    }

    @Test
    void aRequestWeighsAsMuchAsAPair() {
        double priority = new ChangeQuestions.Asked(ID, 1, ID, null, "", "merge", "ada", "approver").priority(NOW);

        Rank rank = review(Review.Kind.CHANGE, List.of(), List.of(), priority).rank();

        assertThat(rank.impact()).isCloseTo(Math.log(2), EXACT);
        addsUp(rank, priority);
    }

    @Test
    void soDoesOneRecordThatFailsARule() {
        double priority = new QualityQuestions.Raised(3, ID, 1, "rule").priority(NOW);

        Rank rank =
                review(Review.Kind.QUALITY, List.of(3), List.of(3), priority).rank();

        assertThat(rank.impact()).isCloseTo(Math.log(2), EXACT);
        addsUp(rank, priority);
    }

    private static void addsUp(Rank rank, double priority) {
        assertThat(rank.impact() + rank.uncertainty() + rank.age()).isCloseTo(priority, EXACT);
        assertThat(rank.uncertainty()).isCloseTo(Math.log(1.01), within(1e-6));
        assertThat(rank.age())
                .isEqualTo(-NOW.toEpochMilli() / (double) Duration.ofDays(1).toMillis());
        assertThat(rank.moved()).isFalse();
    }

    private static Review review(Review.Kind kind, List<Integer> left, List<Integer> right, double priority) {
        return new Review(
                ID,
                "person",
                kind,
                ID,
                ID,
                left,
                right,
                0,
                priority,
                1,
                null,
                "",
                "",
                Review.State.OPEN,
                NOW,
                NOW,
                NOW,
                List.of(),
                new Review.Handling(null, null, null, null, null, null, null),
                null);
    }
}
