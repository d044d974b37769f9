package io.karat.ledger;

import static io.karat.ledger.Lab.delete;
import static io.karat.ledger.Lab.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.testing.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the quality rules find, from arrival to the tables. */
class QuarantineTest {

    private static final String RULES = """
            - {id: name-there, attribute: name, required: all, severity: reject}
            - {id: gtin-good, attribute: gtin, is: gtin, severity: quarantine}
            - {id: price-range, attribute: price, range: {min: 0, max: 1000}, message: Out of range}
            """;
    private static final Map<String, String> GOOD = Map.of("name", "Ball pen, blue", "gtin", "4006381333931");
    private static final Map<String, String> BAD = Map.of("name", "Ball pen, blue", "gtin", "4006381333932");

    private Lab lab;

    @BeforeEach
    void open() {
        lab = Lab.fresh(type(RULES, "{rule: most-recent}"));
    }

    @AfterEach
    void soundAndClosed() {
        assertThat(lab.violations()).isEmpty();
        lab.close();
    }

    private static EntityType type(String rules, String nameRule) {
        String text = """
                entity: article
                attributes:
                  name:  {type: text}
                  gtin:  {type: identifier, exclusive: true}
                  price: {type: money}
                survivorship: {name: %s}
                quality:
                %s
                """.formatted(nameRule, rules);
        return switch (ModelFiles.parse("article.yaml", text)) {
            case ModelFiles.Loaded loaded -> loaded.models().getFirst();
            case ModelFiles.Faulty faulty -> throw new AssertionError(faulty.problems());
        };
    }

    @Test
    void aRejectedRecordLeavesNoTraceAndTheAnswerNamesTheRule() {
        assertThat(lab.tell(upsert("crm", "1", Map.of("gtin", "4006381333931"))).getFirst())
                .isEqualTo(new Outcome.Rejected("quality.name-there", "Rule name-there: Needed: Name.", "/data/name"));
        assertThat(lab.strings("select key from source_record")).isEmpty();
    }

    @Test
    void aRejectedUpdateLeavesWhatWasThere() {
        lab.tell(upsert("crm", "1", GOOD));
        lab.tell(upsert("crm", "1", Map.of("gtin", "4006381333931")));

        assertThat(lab.strings("select version || ' ' || state from source_record"))
                .containsExactly("1 1");
        assertThat(lab.golden()).hasSize(1);
    }

    @Test
    void aQuarantinedRecordIsKeptAndReachesNoGoldenRecord() {
        assertThat(lab.tell(upsert("crm", "1", BAD)).getFirst())
                .isEqualTo(new Outcome.Quarantined(
                        "quality.gtin-good", "Rule gtin-good: Gtin: not a valid GTIN.", "/data/gtin"));
        assertThat(lab.strings("select state from source_record")).containsExactly("3");
        assertThat(lab.golden()).isEmpty();
        assertThat(findings()).containsExactly("gtin-good crm/1");
    }

    @Test
    void theSameAgainIsStillInQuarantineAndMakesNoVersion() {
        lab.tell(upsert("crm", "1", BAD));

        assertThat(lab.tell(upsert("crm", "1", BAD), upsert("crm", "1", BAD)))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Quarantined.class));
        assertThat(lab.strings("select version from source_record")).containsExactly("1");
        assertThat(tally()).containsExactly("crm: 1 {1,1} {0,1}");
    }

    @Test
    void theSourceMaySendItAgainCorrected() {
        lab.tell(upsert("crm", "1", BAD));

        assertThat(lab.tell(upsert("crm", "1", GOOD)).getFirst())
                .isInstanceOfSatisfying(
                        Outcome.Accepted.class,
                        accepted -> assertThat(accepted.decision()).isEqualTo(Outcome.Decision.CREATED));
        assertThat(findings()).isEmpty();
        assertThat(lab.golden()).hasSize(1);
        assertThat(lab.strings("select data -> 'gtin' ->> 0 from source_record_version where version = 1"))
                .containsExactly("4006381333932");
    }

    @Test
    void aStewardCorrectsTheVersionThatWasSeen() {
        lab.tell(upsert("crm", "1", BAD));
        RecordKey key = new RecordKey("crm", "1");

        assertThat(correct(key, 1, Map.of("name", "Ball pen", "gtin", "1"))).isInstanceOf(Outcome.Quarantined.class);
        assertThat(correct(key, 1, GOOD))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        refused -> assertThat(refused.code()).isEqualTo("record.changed"));
        assertThat(correct(key, 2, GOOD)).isInstanceOf(Outcome.Accepted.class);
        assertThat(lab.strings("select actor from source_record_version order by version"))
                .containsExactly("source:crm", "user:ada", "user:ada");
        assertThat(correct(key, 3, GOOD)).isInstanceOf(Outcome.Rejected.class);
    }

    private Outcome correct(RecordKey key, int version, Map<String, String> data) {
        return lab.tell(new Command.Correct(key, version, RecordData.of(data), "user:ada"))
                .getFirst();
    }

    @Test
    void anUpdateThatFailsTakesTheRecordOutOfItsGoldenRecordUntilItIsCorrected() {
        lab.tell(upsert("crm", "1", GOOD));
        var golden = lab.goldenOf("crm", "1");

        lab.tell(upsert("crm", "1", BAD));
        assertThat(lab.golden()).isEmpty();
        lab.tell(upsert("crm", "1", GOOD));

        assertThat(lab.goldenOf("crm", "1")).isEqualTo(golden);
    }

    @Test
    void aRecordInQuarantineCanBeDeleted() {
        lab.tell(upsert("crm", "1", BAD));

        assertThat(((Outcome.Accepted) lab.tell(Lab.delete("crm", "1")).getFirst()).decision())
                .isEqualTo(Outcome.Decision.DELETED);
        assertThat(findings()).isEmpty();
        assertThat(tally()).containsExactly("crm: 0 {0,0} {0,0}");
    }

    @Test
    void aWarningIsAFindingAndCountsByDay() {
        lab.tell(upsert("crm", "1", Map.of("name", "Bike", "price", "5000")), upsert("shop", "1", GOOD));
        lab.clock.advance(java.time.Duration.ofDays(1));
        lab.tell(upsert("crm", "1", Map.of("name", "Bike", "price", "500")));

        assertThat(findings()).isEmpty();
        assertThat(lab.strings("select day || ' ' || source || ' ' || array_to_string(failed, ',') from quality_day"
                        + " where source <> '' order by day, source"))
                .containsExactly("2026-01-01 crm 0,0,1,0", "2026-01-01 shop 0,0,0,0", "2026-01-02 crm 0,0,0,0");
    }

    @Test
    void aLoadFindsWhatSingleRecordsFind() {
        List<Command.Upsert> records = records(new Random(7), 300);
        records.forEach(lab::tell);
        List<String> alone = summary(lab);
        lab.close();
        lab = Lab.fresh(type(RULES, "{rule: most-recent}"));

        lab.load(records);

        assertThat(summary(lab)).isEqualTo(alone).isNotEmpty();
    }

    @Test
    void theOrderOfArrivalDoesNotMatterToFindings() {
        Seeds.each(3, seeded -> {
            Random random = new Random(seeded.nextLong());
            List<Command.Upsert> records = records(random, 60);
            List<Command.Upsert> all = new ArrayList<>();
            for (Command.Upsert record : records) {
                // What was said before of the same record may come late, and what holds may come twice.
                all.add(new Command.Upsert(record.key(), Lab.START.minusSeconds(60), data(random), record.actor()));
                all.add(record);
                all.add(record);
            }
            // A record whose last version is rejected stands as it was before, whatever came first.
            all.removeIf(record -> record.data().get("name").isEmpty());
            try (Lab ordered = Lab.fresh(type(RULES, "{rule: most-recent}"));
                    Lab shuffled = Lab.fresh(type(RULES, "{rule: most-recent}"))) {
                ordered.tell(all);
                Collections.shuffle(all, random);
                for (int from = 0; from < all.size(); ) {
                    int to = Math.min(all.size(), from + 1 + random.nextInt(20));
                    shuffled.tell(all.subList(from, to));
                    from = to;
                }
                assertThat(summary(shuffled)).isEqualTo(summary(ordered)).isNotEmpty();
            }
        });
    }

    private static List<Command.Upsert> records(Random random, int count) {
        List<Command.Upsert> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RecordData data = data(random);
            records.add(new Command.Upsert(new RecordKey("crm", "k" + i), Lab.START, data, "source:crm"));
        }
        return records;
    }

    private static RecordData data(Random random) {
        return RecordData.of(Map.of(
                "name", random.nextInt(10) == 0 ? "" : "Article " + random.nextInt(1_000_000),
                "gtin",
                        List.of("4006381333931", "4006381333932", "96385074", "")
                                .get(random.nextInt(4)),
                "price", Integer.toString(random.nextInt(2_000))));
    }

    private static List<String> summary(Lab lab) {
        List<String> all = new ArrayList<>(findings(lab));
        all.addAll(lab.strings("select source || applied::text || failed::text from quality_day"
                + " where source <> '' order by source"));
        all.addAll(lab.strings("select source || '/' || key || ' ' || state || ' ' || coalesce(quality::text, '-')"
                + " from source_record order by key"));
        return all;
    }

    @Test
    void aRuleThatIsGoneTakesItsFindingsWithItAndReleasesWhatItHeld() throws InterruptedException {
        lab.tell(upsert("crm", "1", BAD), upsert("crm", "2", Map.of("name", "Bike", "price", "5000")));
        EntityType lenient = type("""
                - {id: name-long, attribute: name, length: {min: 5}}
                """, "{rule: most-recent}");
        lab.change(lenient);
        Reassessment reassessment = lab.reassessment();
        assertThat(reassessment.due()).isTrue();

        assertThat(reassessment.run()).isEqualTo(new Reassessment.Done(2, 2));

        assertThat(findings()).containsExactly("name-long crm/2");
        assertThat(lab.strings("select state from source_record")).containsExactly("1", "1");
        assertThat(lab.strings("select records || ' ' || array_to_string(failed, ',') from quality_day"
                        + " where source <> ''"))
                .containsExactly("2 0,0,0,1");
        assertThat(reassessment.due()).isFalse();
        assertThat(lab.golden()).hasSize(2);
    }

    @Test
    void whatCameWhileRulesWereJudgedAnewIsNotOverwritten() throws InterruptedException {
        lab.tell(upsert("crm", "1", BAD), upsert("crm", "2", BAD));
        lab.change(type("""
                - {id: name-there, attribute: name, required: all}
                """, "{rule: most-recent}"));

        lab.reassessment(() ->
                        lab.tell(upsert("crm", "1", Map.of("name", "Another pen", "price", "7")), delete("crm", "2")))
                .run();

        assertThat(lab.strings("select data ->> 'name' from source_record where key = '1'"))
                .containsExactly("[\"Another pen\"]");
        assertThat(lab.strings("select state from source_record where key = '2'"))
                .containsExactly("2");
    }

    @Test
    void aFailedRuleTakesTrustFromAValueAndWithTheRuleItComesBack() throws InterruptedException {
        String trust = "{rule: trust, trust: {crm: {maximum: 90}, shop: {maximum: 70}},"
                + " downgrade: {by: 40, rules: [price-range]}}";
        lab.close();
        lab = Lab.fresh(type(RULES, trust));
        lab.tell(
                upsert("crm", "1", Map.of("name", "Ball pen blue", "gtin", "4006381333931", "price", "9")),
                upsert("shop", "1", Map.of("name", "Ball pen blue fine", "gtin", "4006381333931", "price", "9")));
        assertThat(lab.golden()).hasSize(1);
        assertThat(names()).containsExactly("Ball pen blue");

        lab.tell(upsert("crm", "1", Map.of("name", "Ball pen blue", "gtin", "4006381333931", "price", "9000")));
        assertThat(names()).containsExactly("Ball pen blue fine");
        assertThat(lab.violations()).isEmpty();

        lab.change(type("- {id: price-range, attribute: price, range: {min: 0}}", trust));
        lab.reassessment().run();
        assertThat(names()).containsExactly("Ball pen blue");
        assertThat(lab.strings("select cause from golden_version order by seq desc limit 1"))
                .containsExactly("quality");
    }

    @Test
    void aRuleMayAskAStewardAndTheAnswerStandsUntilTheValuesChange() throws InterruptedException {
        String rules = "- {id: name-short, attribute: name, length: {max: 10}, severity: review}";
        lab.close();
        lab = Lab.fresh(type(rules, "{rule: most-recent}"));
        lab.tell(upsert("crm", "1", Map.of("name", "A very long name")), upsert("crm", "2", Map.of("name", "Short")));
        assertThat(reviews()).containsExactly("crm/1 open name-short");

        assertThat(lab.act(new Command.Decide(review(), Command.Verdict.SAME, evidence(), null, "user:ada")))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(lab.act(new Command.Acknowledge(review(), evidence() + 1, null, "user:ada")))
                .isInstanceOf(Outcome.Changed.class);
        Outcome.Done done =
                (Outcome.Done) lab.act(new Command.Acknowledge(review(), evidence(), "it is its name", "user:ada"));
        lab.tell(upsert("crm", "1", Map.of("name", "A very long name", "price", "3")));
        assertThat(reviews()).containsExactly("crm/1 decided name-short");
        assertThat(lab.violations()).isEmpty();

        lab.act(new Command.Undo(Objects.requireNonNull(done.decision()), null, "user:ada"));
        assertThat(reviews()).containsExactly("crm/1 open name-short");
        lab.act(new Command.Acknowledge(review(), evidence(), null, "user:ada"));
        lab.tell(upsert("crm", "1", Map.of("name", "Another long name")));
        assertThat(reviews()).containsExactly("crm/1 open name-short");
        lab.restart();
        lab.tell(upsert("crm", "1", Map.of("name", "Short one")));
        assertThat(reviews()).containsExactly("crm/1 withdrawn name-short");

        lab.tell(upsert("crm", "1", Map.of("name", "Once more long")));
        lab.change(type(
                "- {id: name-short, attribute: name, length: {max: 20}, severity: review}", "{rule: most-recent}"));
        lab.reassessment().run();
        assertThat(reviews()).containsExactly("crm/1 withdrawn name-short");
    }

    private List<String> reviews() {
        return lab.strings("""
                select r.source || '/' || r.key || ' ' || q.state || ' ' || q.detail from review q
                join source_record r on r.entity = q.entity and r.ordinal = q.left_anchor
                """);
    }

    private UUID review() {
        return UUID.fromString(lab.strings("select id from review").getFirst());
    }

    private long evidence() {
        return Long.parseLong(lab.strings("select evidence from review").getFirst());
    }

    @Test
    void whatACrashUndoesWasNeverFound() {
        lab.tell(upsert("crm", "1", GOOD));
        lab.strings("insert into quality_finding values ('article', 1, 'crm', 1) returning 1");

        // The finding of record 2 is there already, so its transaction fails as a whole.
        try {
            lab.tell(upsert("crm", "2", BAD));
        } catch (IllegalStateException expected) {
            assertThat(expected).hasCauseInstanceOf(java.sql.SQLException.class);
        }
        lab.strings("delete from quality_finding returning 1");
        assertThat(tally()).containsExactly("crm: 1 {1,1} {0,0}");

        lab.crash();
        lab.tell(upsert("crm", "2", BAD));
        assertThat(tally()).containsExactly("crm: 2 {2,2} {0,1}");
        assertThat(findings()).containsExactly("gtin-good crm/2");
    }

    private List<String> names() {
        return lab.strings("select p.values -> 'name' ->> 0 from golden_record g"
                + " join golden_payload p on p.entity = g.entity and p.seq = g.seq where g.state = 1");
    }

    private List<String> findings() {
        return findings(lab);
    }

    private static List<String> findings(Lab lab) {
        return List.copyOf(new TreeSet<>(lab.strings("""
                select c.rule || ' ' || r.source || '/' || r.key from quality_finding f
                join quality_check c on c.entity = f.entity and c.number = f.number
                join source_record r on r.entity = f.entity and r.ordinal = f.ordinal
                """)));
    }

    /** Of the first two checks. */
    private List<String> tally() {
        return lab.strings("""
                select source || ': ' || records || ' ' || applied[1:2]::text || ' ' || failed[1:2]::text
                from quality_day where source <> '' order by source, day
                """);
    }
}
