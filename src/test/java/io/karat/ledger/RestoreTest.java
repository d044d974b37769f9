package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.model.RecordKey;
import io.karat.testing.Seeds;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What ended with its last record comes back, and its sources are heard as ever. */
class RestoreTest {

    private static final String ACTOR = "user:ada";
    private static final Map<String, String> OTTO = Map.of(
            "given_name", "Otto",
            "family_name", "Brackenridge",
            "birth_date", "1949-12-30",
            "email", "otto@brackenridge.example",
            "city", "Bonn");

    @Test
    void itComesBackUnderItsIdAndAsItWas() throws SQLException, InterruptedException {
        try (Lab lab = Lab.fresh()) {
            lab.tell(Lab.upsert("crm", "1", OTTO), Lab.upsert("shop", "a", OTTO));
            UUID golden = lab.goldenOf("crm", "1");
            Map<String, String> before = lab.golden();
            lab.tell(Lab.delete("crm", "1"), Lab.delete("shop", "a"));
            assertThat(lab.golden()).isEmpty();

            Preview preview = lab.writer().preview(new Command.Restore(golden, null, ACTOR));
            assertThat(preview.golden()).singleElement().satisfies(result -> {
                assertThat(result.id()).isEqualTo(golden);
                assertThat(result.fate()).isEqualTo(Preview.Fate.REVIVED);
                assertThat(result.records()).hasSize(2);
            });
            assertThat(lab.golden()).isEmpty();

            assertThat(restore(lab, golden).golden()).containsExactly(golden);
            assertThat(lab.golden()).isEqualTo(before);
            assertThat(lab.version(golden)).isEqualTo(3);
            assertThat(lab.strings("select cause || ' ' || actor from golden_version where version = 3"))
                    .containsExactly("restore user:ada");
            assertThat(lab.act(new Command.Restore(golden, null, ACTOR)))
                    .as("sent twice")
                    .isInstanceOf(Outcome.Refused.class);
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void whatTheSourceSaysNextCounts() {
        try (Lab lab = Lab.fresh()) {
            lab.tell(Lab.upsert("crm", "1", OTTO));
            UUID golden = lab.goldenOf("crm", "1");
            lab.tell(Lab.delete("crm", "1"));
            Outcome.Done restored = restore(lab, golden);
            assertThat(lab.tell(Lab.upsert("crm", "1", OTTO)).getFirst())
                    .as("it says what it said")
                    .isInstanceOf(Outcome.Unchanged.class);

            Map<String, String> moved = new HashMap<>(OTTO);
            moved.put("city", "Trier");
            lab.tell(Lab.upsert("crm", "1", moved));
            lab.act(new Command.Undo(Objects.requireNonNull(restored.decision()), null, ACTOR));
            assertThat(lab.golden().get("crm/1"))
                    .as("its source has spoken since: nothing is taken back")
                    .contains("Trier");

            lab.tell(Lab.delete("crm", "1"));
            assertThat(lab.golden()).isEmpty();
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void undoneItHasEndedAgain() {
        try (Lab lab = Lab.fresh()) {
            lab.tell(Lab.upsert("crm", "1", Lab.START, OTTO));
            UUID golden = lab.goldenOf("crm", "1");
            lab.tell(new Command.Delete(new RecordKey("crm", "1"), Lab.START.plusSeconds(60), "source:crm"));
            Outcome.Done restored = restore(lab, golden);
            lab.crash();

            UUID decision = Objects.requireNonNull(restored.decision());
            assertThat(lab.act(new Command.Undo(decision, "after all", ACTOR))).isInstanceOf(Outcome.Done.class);
            assertThat(lab.golden()).isEmpty();
            assertThat(lab.act(new Command.Undo(decision, null, ACTOR))).isInstanceOf(Outcome.Refused.class);
            assertThat(lab.tell(Lab.upsert("crm", "1", Lab.START.plusSeconds(30), OTTO))
                            .getFirst())
                    .as("older than the deletion")
                    .isInstanceOf(Outcome.Stale.class);
            restore(lab, golden);
            assertThat(lab.golden()).hasSize(1);
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void whatIsLiveOrLeadsElsewhereOrIsUnknownIsRefused() {
        try (Lab lab = Lab.fresh()) {
            lab.tell(Lab.upsert("crm", "1", OTTO));
            lab.tell(Lab.upsert("crm", "2", Map.of("given_name", "Wilhelmina", "family_name", "Oakes")));
            UUID one = lab.goldenOf("crm", "1");
            UUID two = lab.goldenOf("crm", "2");
            assertThat(lab.act(new Command.Restore(one, null, ACTOR))).isInstanceOf(Outcome.Refused.class);
            assertThat(lab.act(new Command.Restore(UUID.randomUUID(), null, ACTOR)))
                    .isInstanceOf(Outcome.Refused.class);
            lab.act(new Command.Merge(one, 1, two, null, null, ACTOR));
            UUID retired = lab.goldenOf("crm", "1").equals(one) ? two : one;
            assertThat(lab.act(new Command.Restore(retired, null, ACTOR))).isInstanceOf(Outcome.Refused.class);
        }
    }

    @Test
    void recordsThatBelongToAnotherByNowJoinIt() {
        try (Lab lab = Lab.fresh()) {
            lab.tell(Lab.upsert("crm", "1", OTTO));
            UUID ended = lab.goldenOf("crm", "1");
            lab.tell(Lab.delete("crm", "1"));
            lab.tell(Lab.upsert("shop", "a", OTTO));

            restore(lab, ended);

            assertThat(lab.partition()).containsExactly(Set.of("crm/1", "shop/a"));
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void allThatEndedIsRestoredInAnyOrder() {
        Seeds.each(3, random -> {
            try (Lab lab = Lab.fresh()) {
                lab.tell(DifferentialTest.history(random, 14));
                Map<String, String> golden = lab.golden();
                Set<Set<String>> partition = lab.partition();
                List<UUID> all =
                        new ArrayList<>(lab.strings("select golden_id from golden_record where state = 1").stream()
                                .map(UUID::fromString)
                                .toList());
                lab.tell(lab.strings("select source || ' ' || key from source_record where state = 1").stream()
                        .map(row -> row.split(" "))
                        .map(row -> Lab.delete(row[0], row[1]))
                        .toList());
                assertThat(lab.golden()).isEmpty();

                while (!all.isEmpty()) {
                    lab.act(new Command.Restore(all.remove(random.nextInt(all.size())), null, ACTOR));
                    assertThat(lab.violations()).isEmpty();
                }

                assertThat(lab.partition()).isEqualTo(partition);
                assertThat(lab.golden()).isEqualTo(golden);
            }
        });
    }

    private static Outcome.Done restore(Lab lab, UUID golden) {
        Outcome.OfSteward outcome = lab.act(new Command.Restore(golden, "by mistake", ACTOR));
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return (Outcome.Done) outcome;
    }
}
