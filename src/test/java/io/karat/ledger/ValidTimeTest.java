package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.model.Attribute;
import io.karat.model.AttributeType;
import io.karat.model.EntityType;
import io.karat.model.Survivorship;
import io.karat.model.Survivorship.Validity;
import io.karat.model.SurvivorshipRule.MostRecent;
import io.karat.testing.Seeds;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Records count between their first and their last day, and golden records follow on time. The clock is at 2026-01-01. */
class ValidTimeTest {

    private static final Map<String, String> EDDA = Map.of(
            "given_name", "Edda",
            "family_name", "Silverthorne",
            "birth_date", "1971-03-30",
            "email", "edda@silverthorne.example");

    @Test
    void aGoldenRecordFollowsTheDaysOfItsRecords() throws SQLException, InterruptedException {
        try (Lab lab = Lab.fresh(dated())) {
            lab.tell(edda("crm", "Bath", "", "2026-01-31"), edda("shop", "Leeds", "2026-02-01", ""));
            UUID golden = lab.goldenOf("crm", "1");
            assertThat(lab.goldenOf("shop", "1")).isEqualTo(golden);
            assertThat(lab.golden().get("crm/1")).contains("Bath").doesNotContain("Leeds");
            assertThat(lab.strings("select at at time zone 'UTC' from revisit")).containsExactly("2026-02-01 00:00:00");

            lab.clock.advance(Duration.ofDays(31).minusMillis(1));
            lab.strings("update revisit set at = now() returning entity");
            lab.writer().revisit(10);
            assertThat(lab.golden().get("crm/1")).contains("Bath");

            lab.crash();
            lab.clock.advance(Duration.ofMillis(1));
            lab.strings("update revisit set at = now() returning entity");
            assertThat(lab.writer().revisit(10)).isEqualTo(1);
            assertThat(lab.golden().get("crm/1")).contains("Leeds").doesNotContain("Bath");
            assertThat(lab.strings("select cause from golden_version where version = 2"))
                    .containsExactly("time");
            assertThat(lab.strings("select at from revisit"))
                    .as("nothing changes any more")
                    .isEmpty();
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void whereNoneIsValidAllTakePartAndAPartOfADateIsAllOfIt() {
        try (Lab lab = Lab.fresh(dated())) {
            lab.tell(edda("crm", "Bath", "", "2024"));
            assertThat(lab.golden().get("crm/1")).as("of the past alone").contains("Bath");

            lab.tell(edda("shop", "Leeds", "2026", "2026-01"));
            assertThat(lab.golden().get("crm/1")).contains("Leeds");

            lab.tell(edda("billing", "Hull", "no date", ""));
            assertThat(lab.golden().get("billing/1"))
                    .as("what cannot be read sets no limit")
                    .containsAnyOf("Leeds", "Hull")
                    .doesNotContain("Bath");
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void sourcesOfDifferentTimesDoNotDisagree() {
        try (Lab lab = Lab.fresh(dated())) {
            lab.tell(edda("crm", "Bath", "", "2026-01-31"), edda("shop", "Leeds", "2026-02-01", ""));
            assertThat(lab.strings("select id from review where kind = 'conflict'"))
                    .isEmpty();

            lab.tell(edda("billing", "Hull", "", "2026-06-30"));
            assertThat(lab.strings("select id from review where kind = 'conflict' and state = 'open'"))
                    .hasSize(1);
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void everyBoundaryIsFoundWhateverTheOrderOfDays() {
        Seeds.each(3, random -> {
            try (Lab lab = Lab.fresh(dated())) {
                List<Command.OfSource> told = new ArrayList<>();
                for (String source : List.of("crm", "shop", "billing")) {
                    LocalDate first = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(40));
                    told.add(edda(
                            source,
                            "City of " + source,
                            first.toString(),
                            first.plusDays(random.nextInt(30)).toString()));
                }
                lab.tell(told);
                assertThat(lab.partition()).hasSize(1);
                for (int day = 0; day < 75; day++) {
                    assertThat(lab.violations()).as("day %d", day).isEmpty();
                    lab.clock.advance(Duration.ofDays(1));
                    String now = LocalDate.ofInstant(lab.clock.instant(), ZoneOffset.UTC) + "T00:00:00Z";
                    lab.strings("update revisit set at = now() where at <= ?::timestamptz returning entity", now);
                    lab.writer().revisit(10);
                }
                assertThat(lab.strings("select at from revisit")).isEmpty();
            } catch (SQLException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static Command.Upsert edda(String source, String city, String from, String to) {
        Map<String, String> data = new HashMap<>(EDDA);
        data.put("city", city);
        data.put("since", from);
        data.put("until", to);
        return Lab.upsert(source, "1", Instant.parse("2025-01-01T00:00:00Z"), data);
    }

    private static EntityType dated() {
        EntityType person = Lab.PERSON;
        List<Attribute> attributes = new ArrayList<>(person.attributes());
        attributes.add(new Attribute("since", "Since", AttributeType.DATE, false, false, false, false));
        attributes.add(new Attribute("until", "Until", AttributeType.DATE, false, false, false, false));
        return new EntityType(
                person.name(),
                person.label(),
                person.labelMany(),
                person.title(),
                attributes,
                person.matching(),
                new Survivorship(
                        new MostRecent(),
                        Map.of("city", new MostRecent()),
                        List.of(),
                        List.of("crm", "shop"),
                        Set.of("city"),
                        new Validity("since", "until")),
                person.quality(),
                person.version());
    }
}
