package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.ledger.Command.Verdict;
import io.karat.model.Approval;
import io.karat.model.EntityType;
import io.karat.model.Privacy;
import io.karat.model.RecordKey;
import io.karat.model.ReviewRules;
import io.karat.model.Survivorship;
import io.karat.model.SurvivorshipRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Questions that two people decide. */
class SecondLookTest {

    private static final Map<String, String> TESS =
            Map.of("given_name", "Tess", "family_name", "Marlow", "birth_date", "1980-05-01", "city", "Leeds");
    private static final Map<String, String> TIM =
            Map.of("given_name", "Tim", "family_name", "Marlow", "birth_date", "1980-05-01", "city", "Leeds");

    private Lab lab;

    @BeforeEach
    void askOneQuestion() {
        lab = Lab.fresh(deciding(new ReviewRules(Map.of(), Map.of("match", new ReviewRules.Second(0, 0.99)))));
        lab.tell(Lab.upsert("crm", "tess", TESS), Lab.upsert("shop", "tim", TIM));
        assertThat(state()).isEqualTo("open");
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void carriesOutWhatTwoPeopleAgreeOn() {
        assertThat(decide(Verdict.SAME, "ada")).isInstanceOf(Outcome.Waits.class);

        assertThat(state()).isEqualTo("open");
        assertThat(apart()).isTrue();
        assertThat(first()).isEqualTo("ada");
        assertThat(decide(Verdict.SAME, "ada")).as("twice by one person").isEqualTo(refused());
        assertThat(lab.strings("select what || coalesce(reason, '') || coalesce(shown::text, '') from review_event"))
                .as("the history gives the verdict away to nobody")
                .containsExactly("looked");

        assertThat(decide(Verdict.SAME, "bob")).isInstanceOf(Outcome.Done.class);

        assertThat(state()).isEqualTo("decided");
        assertThat(apart()).isFalse();
        assertThat(lab.strings("select author from decision")).containsExactly("user:bob");
        assertThat(lab.violations()).isEmpty();
    }

    @Test
    void letsAThirdPersonDecideWhereTwoDisagree() {
        decide(Verdict.SAME, "ada");

        assertThat(decide(Verdict.DIFFERENT, "bob")).isInstanceOf(Outcome.Waits.class);

        assertThat(state()).isEqualTo("open");
        assertThat(lab.strings("select escalated_to from review")).containsExactly("role:admin");
        assertThat(lab.strings("select account || ' ' || verdict from review_verdict order by at"))
                .containsExactly("ada same", "bob different");
        assertThat(decide(Verdict.DIFFERENT, "bob")).isEqualTo(refused());
        assertThat(decide(Verdict.SAME, "ada")).isEqualTo(refused());
        assertThat(decide(Verdict.DIFFERENT, "root")).isInstanceOf(Outcome.Done.class);
        assertThat(state()).isEqualTo("decided");
        assertThat(apart()).isTrue();
        assertThat(lab.strings("select what from review_event order by id"))
                .containsExactly("looked", "disagreed", "decided");
    }

    @Test
    void beginsAnewWhenTheEvidenceChanges() {
        decide(Verdict.SAME, "ada");

        lab.tell(Lab.upsert("shop", "tim", with(TIM, "postcode", "LS1 4AP")));

        assertThat(state()).isEqualTo("open");
        assertThat(lab.strings("select 1 from review where first_by is not null"))
                .isEmpty();
        assertThat(decide(Verdict.SAME, "bob")).isInstanceOf(Outcome.Waits.class);
        assertThat(first()).isEqualTo("bob");
        assertThat(decide(Verdict.SAME, "ada")).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void beginsAnewWhenTheDecisionIsUndone() {
        decide(Verdict.SAME, "ada");
        decide(Verdict.SAME, "bob");
        UUID decision = UUID.fromString(lab.strings("select id from decision").getFirst());

        assertThat(lab.act(new Command.Undo(decision, null, "user:bob"))).isInstanceOf(Outcome.Done.class);

        assertThat(state()).isEqualTo("open");
        assertThat(lab.strings("select account from review_verdict")).isEmpty();
        assertThat(decide(Verdict.DIFFERENT, "ada")).isInstanceOf(Outcome.Waits.class);
    }

    @Test
    void asksTwoWhereSourcesDisagree() {
        lab.close();
        lab = Lab.fresh(reviewing(new ReviewRules(Map.of(), Map.of("conflict", new ReviewRules.Second(0, 1)))));
        lab.tell(Lab.upsert("crm", "tess", with(TESS, "email", "tess@marlow.example")));
        lab.tell(Lab.upsert("shop", "tess", with(with(TESS, "email", "tess@marlow.example"), "city", "Hull")));
        assertThat(state()).isEqualTo("open");

        assertThat(choose("shop", "ada")).isInstanceOf(Outcome.Waits.class);

        assertThat(state()).isEqualTo("open");
        assertThat(first()).isEqualTo("ada");
        assertThat(lab.golden().get("crm/tess")).contains("Leeds");
        assertThat(choose("shop", "ada")).as("twice by one person").isEqualTo(refused());
        assertThat(choose("crm", "bob")).as("another one").isInstanceOf(Outcome.Waits.class);
        assertThat(lab.strings("select escalated_to from review")).containsExactly("role:admin");
        assertThat(lab.strings("select account || ' ' || verdict from review_verdict order by at"))
                .containsExactly("ada city “Hull”", "bob city “Leeds”");
        assertThat(choose("shop", "root")).isInstanceOf(Outcome.Done.class);
        assertThat(lab.golden().get("crm/tess")).contains("Hull");
        assertThat(lab.violations()).isEmpty();

        UUID decision = UUID.fromString(lab.strings("select id from decision").getFirst());
        lab.act(new Command.Undo(decision, null, "user:bob"));
        assertThat(choose("shop", "ada")).isInstanceOf(Outcome.Waits.class);
        assertThat(lab.act(new Command.Enter(review(), "Hull", evidence(), "told so", "user:bob")))
                .as("the same value, whether chosen or entered")
                .isInstanceOf(Outcome.Done.class);
        assertThat(lab.golden().get("crm/tess")).contains("Hull");
    }

    private Outcome.OfSteward choose(String source, String who) {
        return lab.act(new Command.Choose(review(), new RecordKey(source, "tess"), evidence(), null, "user:" + who));
    }

    @Test
    void keepsNothingOfAPreview() throws Exception {
        Preview preview =
                lab.writer().preview(new Command.Decide(review(), Verdict.SAME, evidence(), null, "user:ada"));

        assertThat(preview.outcome()).isInstanceOf(Outcome.Waits.class);
        assertThat(preview.golden()).isEmpty();
        assertThat(lab.strings("select account from review_verdict")).isEmpty();
        assertThat(lab.strings("select what from review_event")).isEmpty();
    }

    @Test
    void leavesQuestionsAloneThatOnePersonDecides() {
        lab.close();
        lab = Lab.fresh(deciding(new ReviewRules(Map.of(), Map.of("split", new ReviewRules.Second(0, 1)))));
        lab.tell(Lab.upsert("crm", "tess", TESS), Lab.upsert("shop", "tim", TIM));

        assertThat(decide(Verdict.SAME, "ada")).isInstanceOf(Outcome.Done.class);
    }

    static EntityType deciding(ReviewRules rules) {
        return deciding(rules, Lab.PERSON.survivorship());
    }

    /** City is reviewed. */
    private static EntityType reviewing(ReviewRules rules) {
        return deciding(
                rules,
                new Survivorship(
                        new SurvivorshipRule.MostRecent(),
                        Map.of(),
                        List.of(),
                        List.of("crm", "shop"),
                        Set.of("city")));
    }

    private static EntityType deciding(ReviewRules rules, Survivorship survivorship) {
        EntityType type = Lab.PERSON;
        return new EntityType(
                type.name(),
                type.label(),
                type.labelMany(),
                type.title(),
                type.attributes(),
                type.matching(),
                survivorship,
                type.quality(),
                rules,
                Approval.NONE,
                Privacy.OPEN,
                type.references(),
                type.version());
    }

    private static Map<String, String> with(Map<String, String> data, String attribute, String value) {
        Map<String, String> more = new HashMap<>(data);
        more.put(attribute, value);
        return more;
    }

    private Outcome.OfSteward decide(Verdict verdict, String account) {
        return lab.act(new Command.Decide(review(), verdict, evidence(), "because of " + verdict, "user:" + account));
    }

    private static Outcome.Refused refused() {
        return new Outcome.Refused(
                "second.own", "You have given your verdict on this review; another person decides it too.");
    }

    private UUID review() {
        return UUID.fromString(only("select id from review"));
    }

    private long evidence() {
        return Long.parseLong(only("select evidence from review"));
    }

    private String state() {
        return only("select state from review");
    }

    private String first() {
        return only("select first_by from review");
    }

    private boolean apart() {
        return !lab.goldenOf("crm", "tess").equals(lab.goldenOf("shop", "tim"));
    }

    private String only(String sql) {
        List<String> found = lab.strings(sql);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
