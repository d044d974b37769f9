package io.karat.ledger;

import static io.karat.ledger.Lab.delete;
import static io.karat.ledger.Lab.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import io.karat.ledger.Outcome.Accepted;
import io.karat.ledger.Outcome.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoryTest {

    private static final Map<String, String> JON = Map.of(
            "given_name", "Jonathan",
            "family_name", "Abernathy",
            "birth_date", "1984-03-02",
            "email", "jon.abernathy@example.org",
            "street", "12 High Street",
            "city", "Springfield",
            "postcode", "15605");
    private static final Map<String, String> JOHN = Map.of(
            "given_name", "Jon",
            "family_name", "Abernathy",
            "birth_date", "02.03.1984",
            "email", "JON.ABERNATHY@example.org",
            "phone", "714-255-8025");
    private static final Map<String, String> OTHER =
            Map.of("given_name", "Wilhelmina", "family_name", "Quist", "birth_date", "1950-12-24", "city", "Oslo");

    private Lab lab;

    @BeforeEach
    void open() {
        lab = Lab.fresh();
    }

    @AfterEach
    void soundAndClosed() {
        assertThat(lab.violations()).isEmpty();
        lab.close();
    }

    @Test
    void twoRecordsOfOnePersonBecomeOneGoldenRecordAlsoWithinOneBatch() {
        List<Outcome.OfSource> outcomes =
                lab.tell(upsert("crm", "1", JON), upsert("shop", "a", JOHN), upsert("crm", "2", OTHER));

        assertThat(outcomes)
                .extracting(o -> ((Accepted) o).decision())
                .containsExactly(Decision.CREATED, Decision.LINKED, Decision.CREATED);
        assertThat(lab.goldenOf("crm", "1"))
                .isEqualTo(lab.goldenOf("shop", "a"))
                .isNotEqualTo(lab.goldenOf("crm", "2"));
        assertThat(lab.strings("select seq from ledger")).containsExactly("2");
    }

    @Test
    void aRecordThatComesLaterIsLinkedAndMakesAVersion() {
        lab.tell(upsert("crm", "1", JON));
        Outcome linked = lab.tell(upsert("shop", "a", JOHN)).get(0);

        assertThat(((Accepted) linked).decision()).isEqualTo(Decision.LINKED);
        assertThat(((Accepted) linked).score()).isGreaterThan(0.95);
        assertThat(lab.version(lab.goldenOf("crm", "1"))).isEqualTo(2);
        assertThat(lab.golden().get("crm/1")).contains("714-255-8025").contains("12 High Street");
    }

    @Test
    void theSameContentChangesNothing() {
        lab.tell(upsert("crm", "1", JON));
        assertThat(lab.tell(upsert("crm", "1", JON)).get(0)).isInstanceOf(Outcome.Unchanged.class);
        assertThat(lab.strings("select version from source_record")).containsExactly("1");
        assertThat(lab.strings("select seq from ledger")).containsExactly("1");
    }

    @Test
    void anOlderRecordIsStaleAndNeverOverwrites() {
        Instant now = Lab.START;
        lab.tell(upsert("crm", "1", now, JON));
        assertThat(lab.tell(upsert("crm", "1", now.minusSeconds(1), OTHER)).get(0))
                .isInstanceOf(Outcome.Stale.class);
        assertThat(lab.golden().get("crm/1")).contains("Abernathy");
    }

    @Test
    void theSameContentSeenLaterIsUnchangedAndStillCountsForSurvivorship() {
        Instant now = Lab.START;
        Map<String, String> moved = Map.of(
                "given_name", "Jonathan",
                "family_name", "Abernathy-Stone",
                "birth_date", "1984-03-02",
                "email", "jon.abernathy@example.org");
        lab.tell(upsert("crm", "1", now.minusSeconds(100), JON), upsert("shop", "a", now.minusSeconds(50), moved));
        assertThat(lab.golden().get("crm/1")).contains("Abernathy-Stone");

        assertThat(lab.tell(upsert("crm", "1", now, JON)).get(0)).isInstanceOf(Outcome.Unchanged.class);

        assertThat(lab.golden().get("crm/1")).doesNotContain("Abernathy-Stone");
    }

    @Test
    void theLastMemberGoneRetiresTheGoldenRecordAndItsReturnRevivesTheId() {
        lab.tell(upsert("crm", "1", JON));
        UUID id = lab.goldenOf("crm", "1");

        assertThat(((Accepted) lab.tell(delete("crm", "1")).get(0)).decision()).isEqualTo(Decision.DELETED);
        assertThat(lab.strings("select state from golden_record")).containsExactly("2");
        assertThat(lab.tell(delete("crm", "1")).get(0)).isInstanceOf(Outcome.Unchanged.class);

        lab.tell(upsert("crm", "1", JON));
        assertThat(lab.goldenOf("crm", "1")).isEqualTo(id);
        assertThat(lab.strings("select kind from golden_version order by seq"))
                .containsExactly("created", "deleted", "revived");
    }

    @Test
    void aTombstoneThatComesFirstKeepsAnOlderRecordOut() {
        Instant now = Lab.START;
        lab.tell(new Command.Delete(new io.karat.model.RecordKey("crm", "1"), now, "source:crm"));
        assertThat(lab.tell(upsert("crm", "1", now.minusSeconds(1), JON)).get(0))
                .isInstanceOf(Outcome.Stale.class);
        assertThat(lab.strings("select golden_id from golden_record")).isEmpty();
    }

    @Test
    void aRecordThatChangesItsIdentityLeavesItsGoldenRecord() {
        lab.tell(upsert("crm", "1", JON), upsert("shop", "a", JOHN));
        UUID before = lab.goldenOf("crm", "1");

        lab.tell(upsert("shop", "a", OTHER));

        assertThat(lab.goldenOf("crm", "1")).isEqualTo(before);
        assertThat(lab.goldenOf("shop", "a")).isNotEqualTo(before);
        assertThat(lab.strings("select kind from golden_version order by seq"))
                .containsExactly("created", "split", "created");
    }

    @Test
    void aRecordThatBridgesTwoGoldenRecordsMergesThemAndTheRetiredIdLeadsToTheHeir() {
        Map<String, String> phoneOnly = Map.of(
                "given_name", "Jonathan", "family_name", "Abernathy", "phone", "714-255-8025", "city", "Springfield");
        lab.tell(upsert("crm", "1", JON));
        lab.tell(upsert("billing", "9", phoneOnly));
        UUID first = lab.goldenOf("crm", "1");
        UUID second = lab.goldenOf("billing", "9");
        lab.tell(upsert(
                "shop",
                "a",
                Map.of(
                        "given_name", "Jonathan",
                        "family_name", "Abernathy",
                        "birth_date", "1984-03-02",
                        "email", "jon.abernathy@example.org",
                        "phone", "714-255-8025",
                        "street", "12 High Street",
                        "city", "Springfield",
                        "postcode", "15605")));

        assertThat(lab.partition()).hasSize(1);
        if (!first.equals(second)) {
            assertThat(lab.strings("select heir from golden_record where state = 2"))
                    .hasSize(1);
        }
    }

    @Test
    void aCrashLosesNothingThatWasAnswered() {
        lab.tell(upsert("crm", "1", JON));
        lab.crash();
        lab.tell(upsert("shop", "a", JOHN));
        assertThat(lab.partition()).hasSize(1);
        lab.restart();
        lab.tell(upsert("crm", "2", OTHER));
        assertThat(lab.partition()).hasSize(2);
    }

    @Test
    void theDataOfFormerVersionsStandInTheHistoryAndThoseOfTheCurrentOneWithTheRecord() {
        lab.tell(upsert("crm", "1", Map.of("city", "Bergen")));
        lab.tell(upsert("crm", "1", Map.of("city", "Oslo")), upsert("crm", "1", Map.of("city", "Tromso")));
        lab.tell(upsert("crm", "1", Map.of("city", "Bodo")));
        assertThat(history()).containsExactly("1 Bergen", "2 Oslo", "3 Tromso", "4 -");
        assertThat(lab.strings("select data ->> 'city' from source_record")).containsExactly("[\"Bodo\"]");
        lab.tell(delete("crm", "1"));
        lab.tell(upsert("crm", "1", Map.of("city", "Alta")));
        assertThat(history()).containsExactly("1 Bergen", "2 Oslo", "3 Tromso", "4 Bodo", "5 -", "6 -");
        assertThat(lab.violations()).isEmpty();
    }

    private List<String> history() {
        return lab.strings("select version || ' ' || coalesce(data -> 'city' ->> 0, '-') from source_record_version"
                + " order by version");
    }

    @Test
    void twoVersionsOfOneRecordInOneBatchAreBothKept() {
        List<Outcome.OfSource> outcomes = lab.tell(upsert("crm", "1", OTHER), upsert("crm", "1", JON));
        assertThat(outcomes)
                .extracting(o -> ((Accepted) o).decision())
                .containsExactly(Decision.CREATED, Decision.UPDATED);
        assertThat(lab.strings("select version from source_record_version order by version"))
                .containsExactly("1", "2");
        assertThat(lab.strings("select seq from ledger")).containsExactly("1");
    }
}
