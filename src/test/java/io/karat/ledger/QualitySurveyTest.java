package io.karat.ledger;

import static io.karat.ledger.Lab.delete;
import static io.karat.ledger.Lab.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import io.karat.model.RecordKey;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Uniqueness and timeliness, as the survey finds them. */
class QualitySurveyTest {

    private static final EntityType ARTICLE = article();
    private static final String PEN = "4006381333931";

    private Lab lab;

    @BeforeEach
    void open() {
        lab = Lab.fresh(ARTICLE);
    }

    @AfterEach
    void soundAndClosed() {
        assertThat(lab.violations()).isEmpty();
        lab.close();
    }

    private static EntityType article() {
        return switch (ModelFiles.parse("article.yaml", """
                entity: article
                attributes:
                  name:  {type: text}
                  gtin:  {type: identifier}
                timeliness: {default: P30D, shop: P10D}
                """)) {
            case ModelFiles.Loaded loaded -> loaded.models().getFirst();
            case ModelFiles.Faulty faulty -> throw new AssertionError(faulty.problems());
        };
    }

    private void survey() throws SQLException, InterruptedException {
        QualitySurvey.take(ARTICLE, lab.writer(), lab.database, lab.clock);
    }

    /** {@code source records repeated late}. */
    private List<String> sources() {
        return lab.strings("select source || ' ' || records || ' ' || repeated || ' ' || coalesce(late::text, '-')"
                + " from quality_survey where day = (select max(day) from quality_survey) order by source");
    }

    @Test
    void aSourceIsUniqueAsFarAsItsRecordsAreAloneInTheirGoldenRecords() throws SQLException, InterruptedException {
        lab.tell(
                upsert("crm", "1", Map.of("name", "Ball pen blue", "gtin", PEN)),
                upsert("crm", "2", Map.of("name", "Ball pen blue", "gtin", PEN)),
                upsert("shop", "3", Map.of("name", "Ball pen blue", "gtin", PEN)),
                upsert("crm", "4", Map.of("name", "Bike")));
        survey();
        assertThat(sources()).containsExactly("crm 3 2 0", "shop 1 0 0");

        lab.tell(delete("crm", "2"));
        survey();
        assertThat(sources()).containsExactly("crm 2 0 0", "shop 1 0 0");
    }

    @Test
    void everyRecordCountsOnceHoweverManyPagesTheyFill() throws SQLException, InterruptedException {
        Random random = new Random(7);
        int many = 2 * Pace.PAGE + 1;
        lab.tell(IntStream.range(0, many)
                .mapToObj(number -> upsert(
                        number % 2 == 0 ? "crm" : "shop",
                        Integer.toString(number),
                        Map.of("name", Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX))))
                .map(Command.OfSource.class::cast)
                .toList());
        survey();
        assertThat(sources()).containsExactly("crm " + (Pace.PAGE + 1) + " 0 0", "shop " + Pace.PAGE + " 0 0");
        assertThat(lab.strings("select distinct records || ' ' || filled from quality_coverage where attribute = 'name'"
                        + " and source not in ('crm', 'shop')"))
                .containsExactly(many + " " + many);
    }

    @Test
    void aRecordIsLateWhenItsSourceHasNotSaidItForLongerThanTheModelAllows() throws SQLException, InterruptedException {
        Instant longAgo = Lab.START.minus(Duration.ofDays(20));
        lab.tell(
                upsert("crm", "1", longAgo, Map.of("name", "Ball pen")),
                upsert("shop", "2", longAgo.minusSeconds(1), Map.of("name", "Bike")),
                upsert("shop", "3", longAgo, Map.of("name", "Crane")));
        survey();
        assertThat(sources()).containsExactly("crm 1 0 0", "shop 2 0 2");
        assertThat(lab.strings("select r.key from quality_late l join source_record r on r.ordinal = l.ordinal"
                        + " where l.source = 'shop' order by place"))
                .containsExactly("2", "3");

        // The same said again is in time; and what was in time becomes late.
        lab.tell(upsert("shop", "3", Lab.START, Map.of("name", "Crane")));
        lab.clock.advance(Duration.ofDays(11));
        survey();
        assertThat(sources()).containsExactly("crm 1 0 1", "shop 2 0 2");
        assertThat(lab.strings("select day || ' ' || late from quality_survey where source = 'crm' order by day"))
                .containsExactly("2026-01-01 0", "2026-01-12 1");
    }

    @Test
    void valuesThatIdentifyAndThatSeveralGoldenRecordsHaveAreFound() throws SQLException, InterruptedException {
        lab.tell(
                upsert("crm", "1", Map.of("name", "Ball pen blue", "gtin", PEN)),
                upsert("shop", "2", Map.of("name", "Mountain bicycle with lights", "gtin", PEN)),
                upsert("shop", "3", Map.of("name", "Crane", "gtin", "96385074")));
        lab.act(new Command.Split(
                lab.goldenOf("crm", "1"),
                lab.version(lab.goldenOf("crm", "1")),
                List.of(new RecordKey("shop", "2")),
                null,
                "user:ada"));
        String shared = "select attribute || ' ' || held || ' ' || shared from quality_shared_day";
        if (lab.goldenOf("crm", "1").equals(lab.goldenOf("shop", "2"))) {
            throw new AssertionError("they were to be apart");
        }
        survey();
        assertThat(lab.strings(shared)).containsExactly("gtin 3 2");
        assertThat(lab.strings("select unnest(golden_ids)::text from quality_shared"))
                .containsExactlyInAnyOrder(
                        lab.goldenOf("crm", "1").toString(),
                        lab.goldenOf("shop", "2").toString());

        lab.tell(delete("shop", "2"));
        survey();
        assertThat(lab.strings(shared)).containsExactly("gtin 2 0");
        assertThat(lab.strings("select place from quality_shared")).isEmpty();
    }
}
