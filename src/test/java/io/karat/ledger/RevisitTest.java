package io.karat.ledger;

import static io.karat.ledger.Lab.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import io.karat.model.EntityType;
import io.karat.model.Survivorship;
import io.karat.model.SurvivorshipRule.MostRecent;
import io.karat.model.SurvivorshipRule.Trust;
import io.karat.model.TrustCurve;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What time alone changes. The database's clock is far ahead of the lab's: whatever is planned is due. */
class RevisitTest {

    private static final Map<String, String> JON = Map.of(
            "given_name", "Jonathan",
            "family_name", "Abernathy",
            "birth_date", "1984-03-02",
            "email", "jon.abernathy@example.org",
            "city", "Bonn");

    @Test
    void aPinStandsUntilItExpiresAlsoAcrossARestart() throws SQLException, InterruptedException {
        try (Lab lab = Lab.fresh()) {
            lab.tell(upsert("crm", "1", JON));
            UUID golden = lab.goldenOf("crm", "1");
            Instant expires = Lab.START.plus(Duration.ofHours(1));
            lab.act(new Command.PinValue(golden, 1, "city", List.of("Rome"), "letter", expires, "user:ada"));

            assertThat(lab.writer().revisit(10)).isEqualTo(1);
            assertThat(lab.golden().get("crm/1")).contains("Rome");
            assertThat(lab.version(golden)).isEqualTo(2);

            lab.crash();
            lab.clock.advance(Duration.ofHours(1));
            assertThat(lab.writer().revisit(10)).isEqualTo(1);

            assertThat(lab.golden().get("crm/1")).contains("Bonn").doesNotContain("Rome");
            assertThat(lab.strings("select cause from golden_version where version = 3"))
                    .containsExactly("time");
            assertThat(lab.writer().revisit(10)).isZero();
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void aReleasedPinIsNotWaitedForTwice() throws SQLException, InterruptedException {
        try (Lab lab = Lab.fresh()) {
            lab.tell(upsert("crm", "1", JON));
            UUID golden = lab.goldenOf("crm", "1");
            Instant expires = Lab.START.plus(Duration.ofHours(1));
            lab.act(new Command.PinValue(golden, 1, "city", List.of("Rome"), "letter", expires, "user:ada"));
            lab.act(new Command.Unpin(golden, 2, "city", "user:ada"));
            lab.writer().revisit(10);

            assertThat(lab.writer().revisit(10)).isZero();
            assertThat(lab.version(golden)).isEqualTo(3);
        }
    }

    @Test
    void oneThatCannotFollowKeepsNoOtherFromIt() throws SQLException, InterruptedException {
        try (Lab lab = Lab.fresh()) {
            Map<String, String> other = Map.of("given_name", "Wilhelmina", "family_name", "Oakes", "city", "Delft");
            lab.tell(upsert("crm", "1", JON), upsert("crm", "2", other));
            UUID damaged = lab.goldenOf("crm", "1");
            UUID sound = lab.goldenOf("crm", "2");
            Instant expires = Lab.START.plus(Duration.ofHours(1));
            lab.act(new Command.PinValue(damaged, 1, "city", List.of("Rome"), "letter", expires, "user:ada"));
            lab.act(new Command.PinValue(sound, 1, "city", List.of("Rome"), "letter", expires, "user:ada"));
            lab.crash();
            lab.strings("update source_record set data = '7' where key = '1' returning key");
            lab.clock.advance(Duration.ofHours(1));

            assertThat(lab.writer().revisit(10)).isEqualTo(2);

            assertThat(lab.golden().get("crm/2")).contains("Delft");
            assertThat(lab.version(damaged)).isEqualTo(2);
            assertThat(lab.strings("select golden_id from revisit")).containsExactly(damaged.toString());
            assertThat(lab.writer().revisit(10)).isZero();
        }
    }

    @Test
    void trustThatFallsChangesTheGoldenRecordOnTime() throws SQLException, InterruptedException {
        try (Lab lab = Lab.fresh(trusting())) {
            Map<String, String> moved = new HashMap<>(JON);
            moved.put("city", "Cologne");
            lab.tell(upsert("crm", "1", Lab.START, JON), upsert("shop", "a", Lab.START, moved));
            UUID golden = lab.goldenOf("crm", "1");
            assertThat(lab.goldenOf("shop", "a")).isEqualTo(golden);
            assertThat(lab.golden().get("crm/1")).contains("Bonn");

            // crm falls from 90 to 0 in 90 days, shop has 50: on day 41 shop goes first.
            lab.clock.advance(Duration.ofDays(41).minusMillis(1));
            lab.writer().revisit(10);
            assertThat(lab.golden().get("crm/1")).contains("Bonn");

            lab.clock.advance(Duration.ofMillis(1));
            lab.writer().revisit(10);
            assertThat(lab.golden().get("crm/1")).contains("Cologne");
            assertThat(lab.strings("select cause from golden_version order by seq desc limit 1"))
                    .containsExactly("time");
            assertThat(lab.writer().revisit(10)).isZero();
            assertThat(lab.violations()).isEmpty();
        }
    }

    private static EntityType trusting() {
        EntityType person = Lab.PERSON;
        TrustCurve falling = new TrustCurve(90, 0, Duration.ofDays(90), TrustCurve.Decay.LINEAR);
        Trust trust = new Trust(Map.of("crm", falling, "shop", TrustCurve.steady(50)), null, null);
        return new EntityType(
                person.name(),
                person.label(),
                person.labelMany(),
                person.title(),
                person.attributes(),
                person.matching(),
                new Survivorship(new MostRecent(), Map.of("city", trust), List.of(), List.of("crm", "shop")),
                person.quality(),
                person.version());
    }
}
