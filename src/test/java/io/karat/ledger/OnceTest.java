package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.karat.ledger.Command.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An answer with a key is given once, however often it is sent (invariant 14). */
class OnceTest {

    private static final Map<String, String> TESS =
            Map.of("given_name", "Tess", "family_name", "Marlow", "birth_date", "1980-05-01", "city", "Leeds");
    private static final Map<String, String> TIM =
            Map.of("given_name", "Tim", "family_name", "Marlow", "birth_date", "1980-05-01", "city", "Leeds");
    private static final String ADA = "user:ada";

    private Lab lab;

    @BeforeEach
    void askOneQuestion() {
        lab = Lab.fresh();
        lab.tell(Lab.upsert("crm", "tess", TESS), Lab.upsert("shop", "tim", TIM));
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void sentTwiceDecidesOnceAndHasTheSameOutcome() {
        Command.Once once = once(Verdict.SAME, "k1", ADA);

        Outcome.OfSteward first = lab.act(once);

        assertThat(first).isInstanceOf(Outcome.Done.class);
        assertThat(lab.act(once)).isEqualTo(first);
        assertThat(decisions()).isEqualTo(1);
        assertThat(lab.violations()).isEmpty();
    }

    @Test
    void sentAfterAnUndoDecidesNothing() {
        Command.Once once = once(Verdict.SAME, "k1", ADA);
        Outcome.Done done = (Outcome.Done) lab.act(once);
        lab.act(new Command.Undo(Objects.requireNonNull(done.decision()), null, ADA));

        assertThat(lab.act(once)).isEqualTo(done);

        assertThat(decisions()).isEqualTo(1);
        assertThat(state()).isEqualTo("open");
        assertThat(lab.act(once(Verdict.SAME, "k2", ADA)))
                .as("another key is another decision")
                .isInstanceOf(Outcome.Done.class);
        assertThat(decisions()).isEqualTo(2);
        assertThat(lab.violations()).isEmpty();
    }

    @Test
    void sentAfterARestartDecidesNothing() {
        Command.Once once = once(Verdict.DIFFERENT, "k1", ADA);
        Outcome.OfSteward first = lab.act(once);

        lab.crash();

        assertThat(lab.act(once)).isEqualTo(first);
        assertThat(decisions()).isEqualTo(1);
    }

    @Test
    void isOnesOwnAndForOneDecision() {
        lab.act(once(Verdict.SAME, "k1", ADA));

        assertThat(lab.act(once(Verdict.DIFFERENT, "k1", ADA)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("key.used"));
        assertThat(lab.act(once(Verdict.SAME, "k1", "user:bob")))
                .as("another's key is another key")
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("review.decided"));
        assertThat(decisions()).isEqualTo(1);
        assertThatThrownBy(() -> once(Verdict.SAME, " ", ADA)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void mayBeSentAgainWhereNothingWasDone() {
        long seen = evidence();
        lab.tell(Lab.upsert("shop", "tim", with(TIM, "postcode", "LS1 4AP")));
        assertThat(lab.act(new Command.Once(new Command.Decide(review(), Verdict.SAME, seen, null, ADA), "k1")))
                .isInstanceOf(Outcome.Changed.class);

        assertThat(lab.act(once(Verdict.SAME, "k1", ADA))).isInstanceOf(Outcome.Done.class);

        assertThat(decisions()).isEqualTo(1);
    }

    @Test
    void keepsTheRequestThatAnAnswerBecame() {
        lab.close();
        lab = Lab.fresh(Lab.approving("{acts: [merge]}", UnaryOperator.identity()));
        lab.tell(Lab.upsert("crm", "tess", TESS), Lab.upsert("shop", "tim", TIM));
        Command.Once once = once(Verdict.SAME, "k1", ADA);

        Outcome.OfSteward first = lab.act(once);

        assertThat(first).isInstanceOf(Outcome.Proposed.class);
        assertThat(lab.act(once)).isEqualTo(first);
        assertThat(lab.strings("select 1 from change_request")).hasSize(1);
    }

    private Command.Once once(Verdict verdict, String key, String actor) {
        return new Command.Once(new Command.Decide(review(), verdict, evidence(), "known", actor), key);
    }

    private UUID review() {
        return UUID.fromString(
                lab.strings("select id from review where kind <> 'change'").getFirst());
    }

    private long evidence() {
        return Long.parseLong(lab.strings("select evidence from review where kind <> 'change'")
                .getFirst());
    }

    private String state() {
        return lab.strings("select state from review").getFirst();
    }

    private int decisions() {
        return lab.strings("select id from decision").size();
    }

    private static Map<String, String> with(Map<String, String> data, String attribute, String value) {
        Map<String, String> more = new HashMap<>(data);
        more.put(attribute, value);
        return more;
    }
}
