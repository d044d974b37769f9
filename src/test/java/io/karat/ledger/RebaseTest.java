package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.model.EntityType;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.model.Survivorship;
import io.karat.model.SurvivorshipRule.MostRecent;
import io.karat.testing.Seeds;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A source that says which golden version it had before it claims only what it changed. */
class RebaseTest {

    private static final Map<String, String> INES = Map.of(
            "given_name", "Ines",
            "family_name", "Wetherall",
            "birth_date", "1957-09-21",
            "email", "ines@wetherall.example");

    private int tick;

    @Test
    void onlyWhatTheSourceChangedIsItsClaim() {
        try (Lab lab = Lab.fresh()) {
            lab.tell(ines("crm", null, "city", "Bath", "phone", "+44 20 7946 0101"));
            lab.tell(ines("shop", null, "city", "Leeds", "phone", "+44 20 7946 0101"));
            assertThat(lab.golden().get("crm/1")).contains("Leeds");

            lab.tell(ines("crm", seen(lab), "city", "LEEDS ", "phone", "+44 20 7946 0202"));

            assertThat(data(lab, "crm")).contains("Bath", "0202").doesNotContain("LEEDS", "0101");
            assertThat(lab.golden().get("crm/1"))
                    .as("what it did not claim is no younger than it was")
                    .contains("city\":[\"Leeds\"]", "0202");
            lab.crash();
            lab.tell(ines("billing", null, "middle_name", "Maud"));
            assertThat(lab.golden().get("billing/1")).contains("city\":[\"Leeds\"]", "Maud");
            lab.tell(ines("crm", null, "city", "Bath", "phone", "+44 20 7946 0202"));
            assertThat(lab.golden().get("billing/1")).as("now it does claim it").contains("city\":[\"Bath\"]");
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void whatTheSourceTookAwayIsGoneFromItsRecordAlone() {
        try (Lab lab = Lab.fresh()) {
            lab.tell(ines("crm", null, "city", "Bath", "phone", "+44 20 7946 0101"));
            lab.tell(ines("shop", null, "city", "Bath"));

            lab.tell(ines("crm", seen(lab), "phone", "+44 20 7946 0101"));

            assertThat(data(lab, "crm")).doesNotContain("Bath");
            assertThat(data(lab, "shop")).contains("Bath");
            assertThat(lab.golden().get("crm/1")).contains("Bath");
        }
    }

    @Test
    void whereBothChangedItTheRuleDecides() {
        try (Lab lab = Lab.fresh()) {
            lab.tell(ines("crm", null, "city", "Bath"));
            lab.tell(ines("shop", null, "city", "Bath"));
            Command.BasedOn before = seen(lab);
            lab.tell(ines("shop", null, "city", "Leeds"));

            lab.tell(ines("crm", before, "city", "York"));

            assertThat(lab.golden().get("crm/1")).as("the most recent").contains("York");
            lab.tell(ines("crm", before, "city", "Bath"));
            assertThat(data(lab, "crm"))
                    .as("as it was in that version: no claim, what it said before stays")
                    .contains("York");
        }
    }

    @Test
    void whereBothChangedWhatIsReviewedAStewardDecides() {
        try (Lab lab = Lab.fresh(reviewing())) {
            lab.tell(ines("crm", null, "city", "Bath"));
            lab.tell(ines("shop", null, "city", "Bath"));
            Command.BasedOn before = seen(lab);
            lab.tell(ines("shop", null, "city", "Leeds"), ines("crm", null, "city", "Leeds"));
            assertThat(lab.golden().get("crm/1")).contains("Leeds");

            lab.tell(ines("crm", before, "city", "York", "middle_name", "Maud"));

            assertThat(lab.golden().get("crm/1")).contains("Leeds", "Maud").doesNotContain("York");
            assertThat(lab.strings("select subject from review where kind = 'conflict' and state = 'open'"))
                    .containsExactly("city");
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void aVersionThatThereIsNotIsRefused() {
        try (Lab lab = Lab.fresh()) {
            lab.tell(ines("crm", null, "city", "Bath"));
            UUID golden = lab.goldenOf("crm", "1");
            String before = data(lab, "crm");

            List<Outcome.OfSource> outcomes = lab.tell(
                    ines("crm", new Command.BasedOn(UUID.randomUUID(), 1), "city", "York"),
                    ines("crm", new Command.BasedOn(golden, 2), "city", "York"));

            assertThat(outcomes)
                    .extracting(outcome -> ((Outcome.Rejected) outcome).code())
                    .containsExactly("based-on.unknown", "based-on.version");
            assertThat(data(lab, "crm")).isEqualTo(before);
        }
    }

    @Test
    void aRecordThatIsNewIsTakenWhole() {
        try (Lab lab = Lab.fresh()) {
            lab.tell(ines("crm", null, "city", "Bath"));

            lab.tell(ines("shop", seen(lab), "city", "Bath", "phone", "+44 20 7946 0303"));

            assertThat(lab.goldenOf("shop", "1")).isEqualTo(lab.goldenOf("crm", "1"));
            assertThat(data(lab, "shop")).contains("Bath", "0303", "Wetherall");
        }
    }

    @Test
    void severalInOneBatchFollowEachOther() {
        try (Lab lab = Lab.fresh()) {
            lab.tell(ines("crm", null, "city", "Bath"));
            Command.BasedOn before = seen(lab);

            lab.tell(
                    ines("crm", before, "city", "Bath", "phone", "+44 20 7946 0404"),
                    ines("crm", before, "city", "York"));

            assertThat(data(lab, "crm"))
                    .as("absent as in that version: no claim")
                    .contains("York", "0404");
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void whoSendsBackWhatHeSawChangesNothing() {
        Seeds.each(3, random -> {
            try (Lab lab = Lab.fresh()) {
                lab.tell(DifferentialTest.history(random, 25));
                Map<String, String> before = lab.golden();
                for (String row : lab.strings(
                        "select r.source || ' ' || r.key || ' ' || r.golden_id || ' ' || g.version || ' ' || p.values"
                                + " from source_record r join golden_record g on g.golden_id = r.golden_id"
                                + " join golden_payload p on p.seq = g.seq where r.state = 1")) {
                    String[] parts = row.split(" ", 5);
                    Command.BasedOn seen = new Command.BasedOn(UUID.fromString(parts[2]), Integer.parseInt(parts[3]));
                    Command.Upsert echo = new Command.Upsert(
                            new RecordKey(parts[0], parts[1]), null, Json.data(parts[4]), "source:" + parts[0], seen);
                    assertThat(lab.tell(echo).getFirst()).isInstanceOf(Outcome.Unchanged.class);
                }
                assertThat(lab.golden()).isEqualTo(before);
            }
        });
    }

    private static Command.BasedOn seen(Lab lab) {
        UUID golden = lab.goldenOf("crm", "1");
        return new Command.BasedOn(golden, lab.version(golden));
    }

    private static String data(Lab lab, String source) {
        return lab.strings("select data from source_record where source = ?", source)
                .getFirst();
    }

    private Command.Upsert ines(String source, Command.@Nullable BasedOn basedOn, String... more) {
        Map<String, String> data = new HashMap<>(INES);
        for (int i = 0; i < more.length; i += 2) {
            data.put(more[i], more[i + 1]);
        }
        return new Command.Upsert(
                new RecordKey(source, "1"),
                Instant.parse("2025-01-01T00:00:00Z").plusSeconds(tick++),
                RecordData.of(data),
                "source:" + source,
                basedOn);
    }

    private static EntityType reviewing() {
        EntityType person = Lab.PERSON;
        return new EntityType(
                person.name(),
                person.label(),
                person.labelMany(),
                person.title(),
                person.attributes(),
                person.matching(),
                new Survivorship(
                        new MostRecent(),
                        Map.of("city", new MostRecent()),
                        List.of(),
                        List.of("crm", "shop"),
                        Set.of("city")),
                person.quality(),
                person.version());
    }
}
