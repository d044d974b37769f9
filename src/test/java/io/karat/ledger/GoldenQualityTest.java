package io.karat.ledger;

import static io.karat.ledger.Lab.delete;
import static io.karat.ledger.Lab.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.quality.Marks;
import io.karat.testing.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the quality rules say of golden records is what they say of their values, whatever happens to these. */
class GoldenQualityTest {

    private static final String RULES = """
            - {id: name-short, attribute: name, length: {max: 20}}
            - {id: price-range, attribute: price, range: {min: 0, max: 1000}, severity: review}
            - {id: price-read, attribute: price, is: readable}
            - {id: not-late, check: 'price == null || price < 500.0 || today < "2026-01-02"'}
            - {id: of-shop, check: 'source != "shop" || price != null'}
            """;
    private static final String GTIN = "4006381333931";
    private static final String ADA = "user:ada";

    private Lab lab;

    @BeforeEach
    void open() {
        lab = Lab.fresh(type(RULES));
    }

    @AfterEach
    void soundAndClosed() {
        assertThat(lab.violations()).isEmpty();
        lab.close();
    }

    private static EntityType type(String rules) {
        String text = """
                entity: article
                attributes:
                  name:  {type: text}
                  gtin:  {type: identifier, exclusive: true}
                  price: {type: money}
                survivorship:
                  name: {rule: source-priority, order: [crm, shop]}
                  price: {rule: source-priority, order: [shop, crm]}
                quality:
                %s
                """.formatted(rules);
        return switch (ModelFiles.parse("article.yaml", text)) {
            case ModelFiles.Loaded loaded -> loaded.models().getFirst();
            case ModelFiles.Faulty faulty -> throw new AssertionError(faulty.problems());
        };
    }

    private static Command.Upsert pen(String source, String name, String price) {
        return upsert(source, "1", Map.of("name", name, "gtin", GTIN, "price", price));
    }

    /** By the golden record's first member, what it fails. */
    private List<String> fails() {
        return lab
                .strings(
                        "select encode(g.quality, 'hex') || ' ' || (select min(r.source || '/' || r.key) from source_record r"
                                + " where r.entity = g.entity and r.golden_id = g.golden_id) from golden_record g"
                                + " where g.state = 1 and g.quality is not null")
                .stream()
                .map(row -> row.split(" "))
                .map(row -> row[1] + " "
                        + String.join(
                                ",",
                                lab.writer()
                                        .setting()
                                        .inspector()
                                        .rulebook()
                                        .failedRules(Marks.of(HexFormat.of().parseHex(row[0])))))
                .sorted()
                .toList();
    }

    /** Applied and failed, by check, now. */
    private String tally() {
        return lab.strings(
                        "select records || ' ' || array_to_string(applied[1:4], ',') || ' ' || array_to_string(failed[1:4], ',')"
                                + " from quality_day where source = '' order by day desc limit 1")
                .getFirst();
    }

    @Test
    void itIsJudgedByTheValuesThatSurviveNotByThoseOfItsRecords() {
        lab.tell(pen("crm", "Pen", "5000"), pen("shop", "A ball pen with a long name", "9"));

        assertThat(fails()).containsExactly("crm/1 ");
        lab.tell(pen("shop", "A ball pen with a long name", "2000"));
        assertThat(fails()).containsExactly("crm/1 price-range");
        assertThat(tally()).isEqualTo("1 1,1,1,1 0,1,0,0");
    }

    @Test
    void whatAsksWhoSentARecordDoesNotApply() {
        lab.tell(upsert("shop", "7", Map.of("name", "Bike")));

        assertThat(lab.strings("select source || ':' || failed[5] from quality_day order by source"))
                .containsExactly(":0", "shop:1");
    }

    @Test
    void theDayOnWhichItCameToSayThisCounts() {
        lab.tell(pen("crm", "Pen", "700"));
        lab.clock.advance(Duration.ofDays(3));
        lab.tell(upsert("crm", "2", Map.of("name", "Bike", "price", "700")));

        assertThat(fails()).containsExactly("crm/1 ", "crm/2 not-late");
    }

    @Test
    void aPinIsJudgedAndSoIsItsRelease() {
        lab.tell(pen("crm", "Pen", "7"));
        UUID golden = lab.goldenOf("crm", "1");

        lab.act(new Command.PinValue(golden, 1, "price", List.of("about seven"), "it says so", null, ADA));
        assertThat(fails()).containsExactly("crm/1 price-read");
        lab.act(new Command.Unpin(golden, lab.version(golden), "price", ADA));
        assertThat(fails()).containsExactly("crm/1 ");
    }

    @Test
    void mergeSplitAndUndoBringTheJudgementOfWhatStands() {
        lab.tell(
                upsert("crm", "1", Map.of("name", "Pen", "price", "9")),
                upsert("shop", "2", Map.of("name", "Completely other thing", "price", "5000")));
        UUID pen = lab.goldenOf("crm", "1");
        UUID other = lab.goldenOf("shop", "2");
        assertThat(fails()).containsExactly("crm/1 ", "shop/2 name-short,price-range");

        Outcome.Done merged = (Outcome.Done) lab.act(new Command.Merge(pen, 1, other, null, null, ADA));
        assertThat(fails()).containsExactly("crm/1 price-range");
        assertThat(lab.strings("select golden_id from golden_record where state = 2 and quality is not null"))
                .isEmpty();
        lab.act(new Command.Undo(Objects.requireNonNull(merged.decision()), null, ADA));

        assertThat(fails()).containsExactly("crm/1 ", "shop/2 name-short,price-range");
    }

    @Test
    void whatEndedIsJudgedNoMoreAndWhatIsRestoredIs() {
        lab.tell(pen("crm", "Pen", "5000"));
        UUID golden = lab.goldenOf("crm", "1");

        lab.tell(delete("crm", "1"));
        assertThat(tally()).isEqualTo("0 0,0,0,0 0,0,0,0");
        lab.act(new Command.Restore(golden, null, ADA));
        assertThat(fails()).containsExactly("crm/1 price-range");
    }

    @Test
    void otherRulesJudgeAllGoldenRecordsAgainAndMakeNoVersion() throws InterruptedException {
        lab.tell(pen("crm", "Pen", "5000"), upsert("crm", "2", Map.of("name", "Bike", "price", "100")));
        lab.reassessment().run();
        lab.change(type("- {id: price-low, attribute: price, range: {max: 50}, severity: warn}"));

        lab.reassessment().run();

        assertThat(fails()).containsExactly("crm/1 price-low", "crm/2 price-low");
        assertThat(lab.strings("select distinct version from golden_record")).containsExactly("1");
        assertThat(lab.strings("select failed[6] from quality_day where source = ''"))
                .containsExactly("2");
    }

    @Test
    void aRestartOnTheWayThroughNewRulesGoesOnWhereItWas() throws InterruptedException {
        lab.tell(pen("crm", "Pen", "5000"), upsert("crm", "2", Map.of("name", "Bike", "price", "100")));
        lab.reassessment().run();
        lab.change(type("- {id: price-low, attribute: price, range: {max: 50}, severity: warn}"));
        // The records are done, the golden records are not.
        int[] turns = {0};
        try {
            lab.reassessment(() -> {
                        if (++turns[0] == 2) {
                            throw new IllegalStateException("the hub stops");
                        }
                    })
                    .run();
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("the hub stops");
        }
        lab.crash();
        assertThat(lab.violations()).as("what is under way is no fault").isEmpty();

        lab.reassessment().run();
        assertThat(fails()).containsExactly("crm/1 price-low", "crm/2 price-low");
    }

    @Test
    void loadedOrOneByOneAllAreJudgedAsTheCheckJudgesThem() {
        Seeds.each(2, seeded -> {
            Random random = new Random(seeded.nextLong());
            List<Command.Upsert> records = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                records.add(new Command.Upsert(
                        new RecordKey(random.nextBoolean() ? "crm" : "shop", "k" + i),
                        Lab.START.plusSeconds(i),
                        RecordData.of(Map.of(
                                "name",
                                "Article " + random.nextInt(100_000_000) + (i % 3 == 0 ? " and so on" : ""),
                                "price",
                                i % 7 == 0 ? "about 9" : Integer.toString(random.nextInt(2_000)))),
                        "source:x"));
            }
            try (Lab alone = Lab.fresh(type(RULES));
                    Lab loaded = Lab.fresh(type(RULES))) {
                records.forEach(alone::tell);
                loaded.load(records);
                String judged = "select golden_id from golden_record where state = 1 and quality is not null";
                for (Lab filled : List.of(alone, loaded)) {
                    assertThat(filled.strings(judged))
                            .hasSameSizeAs(filled.golden().keySet());
                    assertThat(filled.violations()).isEmpty();
                }
            }
        });
    }

    @Test
    void theCheckFindsAJudgementThatDoesNotHold() {
        lab.tell(pen("crm", "Pen", "5000"));
        String before =
                lab.strings("select encode(quality, 'hex') from golden_record").getFirst();
        lab.strings("update golden_record set quality = null returning 1");

        assertThat(lab.violations())
                .extracting(Checks.Violation::invariant)
                .containsExactly(
                        "what the quality rules say of a golden record is what is stored",
                        "the tally of golden records is their sum");
        lab.strings("update golden_record set quality = decode(?, 'hex') returning 1", before);
    }
}
