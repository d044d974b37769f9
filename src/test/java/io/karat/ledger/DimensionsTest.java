package io.karat.ledger;

import static io.karat.ledger.Lab.delete;
import static io.karat.ledger.Lab.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.karat.ledger.Dimensions.Asked;
import io.karat.ledger.Dimensions.Fault;
import io.karat.ledger.Dimensions.Four;
import io.karat.ledger.Dimensions.Gap;
import io.karat.ledger.Dimensions.Measure;
import io.karat.ledger.Dimensions.Of;
import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The four dimensions of data quality, by entity type, source, attribute and day. */
class DimensionsTest {

    private static final String PEN = "4006381333931";
    private static final EntityType ARTICLE = switch (ModelFiles.parse("article.yaml", """
                entity: article
                attributes:
                  name:  {type: text}
                  gtin:  {type: identifier}
                  price: {type: money}
                  maker: {type: text}
                quality:
                  - {id: name-there, attribute: name, required: all}
                  - {id: gtin-good, attribute: gtin, is: gtin, severity: quarantine}
                  - {id: price-range, attribute: price, range: {min: 0, max: 1000}}
                timeliness: P10D
                """)) {
        case ModelFiles.Loaded loaded -> loaded.models().getFirst();
        case ModelFiles.Faulty faulty -> throw new AssertionError(faulty.problems());
    };

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

    private Dimensions survey() throws SQLException, InterruptedException {
        QualitySurvey.take(ARTICLE, lab.writer(), lab.database, lab.clock);
        return new Dimensions(_ -> lab.writer().setting().inspector().rulebook(), lab.database, lab.clock);
    }

    private static Four now(Dimensions dimensions, @Nullable String source, @Nullable String attribute) {
        return dimensions.days(ARTICLE, 30).getLast().four(new Of(source, attribute));
    }

    private static List<String> keys(Dimensions dimensions, String attribute, @Nullable String source, Fault fault) {
        return dimensions.gaps(ARTICLE, new Asked(attribute, source, fault), 0, 50).rows().stream()
                .map(gap -> gap.source() + "/" + gap.key() + (gap.why().isEmpty() ? "" : " " + gap.why()))
                .toList();
    }

    @Test
    void completenessCountsTheValuesThatAreThereOfThoseASourceSaysAtAllAndThoseARuleAsksFor()
            throws SQLException, InterruptedException {
        lab.tell(
                upsert("crm", "1", Map.of("name", "Ball pen", "gtin", PEN)),
                upsert("crm", "2", Map.of("name", "Bike")),
                upsert("erp", "3", Map.of("price", "5")));
        Dimensions found = survey();

        assertThat(now(found, "crm", null).completeness()).isEqualTo(new Measure(4, 3));
        assertThat(now(found, "crm", "gtin").completeness()).isEqualTo(new Measure(2, 1));
        assertThat(now(found, "crm", "price").completeness()).isEqualTo(Measure.NONE);
        assertThat(now(found, "erp", null).completeness()).isEqualTo(new Measure(2, 1));
        assertThat(now(found, null, null).completeness()).isEqualTo(new Measure(6, 4));
        assertThat(now(found, null, "maker").completeness().share()).isEmpty();
        assertThat(keys(found, "gtin", "crm", Fault.MISSING)).containsExactly("crm/2");
        assertThat(keys(found, "name", null, Fault.MISSING)).containsExactly("erp/3");
    }

    @Test
    void validityCountsTheValuesThatCanBeReadAndPassTheRulesOfThoseThatAreThere()
            throws SQLException, InterruptedException {
        lab.tell(
                upsert("crm", "1", Map.of("name", "Ball pen", "gtin", "4006381333932", "price", "2")),
                upsert("crm", "2", Map.of("name", "Bike", "price", "5000")),
                upsert("crm", "3", Map.of("name", "Crane", "price", "a lot")),
                upsert("erp", "4", Map.of("gtin", PEN)));
        Dimensions found = survey();

        assertThat(now(found, "crm", "price").validity()).isEqualTo(new Measure(3, 1));
        assertThat(now(found, "crm", "name").validity()).isEqualTo(new Measure(3, 3));
        assertThat(now(found, "crm", null).validity()).isEqualTo(new Measure(7, 4));
        // A name that is not there is no invalid name.
        assertThat(now(found, "erp", null).validity()).isEqualTo(new Measure(1, 1));
        assertThat(now(found, null, "gtin").validity()).isEqualTo(new Measure(2, 1));
        assertThat(keys(found, "gtin", null, Fault.INVALID)).containsExactly("crm/1 [gtin-good]");
        assertThat(keys(found, "price", "crm", Fault.INVALID))
                .hasSize(2)
                .contains("crm/2 [price-range]")
                .anyMatch(row -> row.startsWith("crm/3 [") && !row.contains("price-range"));
        assertThat(found.gaps(ARTICLE, new Asked("gtin", null, Fault.INVALID), 0, 50)
                        .rows())
                .first()
                .matches(Gap::quarantined);
    }

    @Test
    void whatIsCorrectedIsGoneFromTheRowsAtOnceAndFromTheFiguresWithTheNextSurvey()
            throws SQLException, InterruptedException {
        lab.tell(
                upsert("crm", "1", Map.of("name", "Ball pen", "price", "5000")),
                upsert("crm", "2", Map.of("price", "7")),
                upsert("crm", "3", Map.of("price", "8")));
        Dimensions found = survey();
        assertThat(keys(found, "name", null, Fault.MISSING)).containsExactlyInAnyOrder("crm/2", "crm/3");

        lab.tell(
                upsert("crm", "1", Map.of("name", "Ball pen", "price", "5")),
                upsert("crm", "2", Map.of("name", "Bike", "price", "7")),
                delete("crm", "3"));
        assertThat(keys(found, "name", null, Fault.MISSING)).isEmpty();
        assertThat(keys(found, "price", null, Fault.INVALID)).isEmpty();
        assertThat(now(found, "crm", "price").validity()).isEqualTo(new Measure(3, 2));
        survey();
        assertThat(now(found, "crm", "price").validity()).isEqualTo(new Measure(2, 2));
        assertThat(now(found, "crm", null).completeness()).isEqualTo(new Measure(4, 4));
    }

    @Test
    void goldenRecordsHaveDimensionsOfTheirOwnThatNoSourceCountsTo() throws SQLException, InterruptedException {
        lab.tell(
                upsert("crm", "1", Map.of("name", "Ball pen blue", "gtin", PEN)),
                upsert("erp", "2", Map.of("name", "Ball pen blue", "gtin", PEN, "price", "2")),
                upsert("erp", "3", Map.of("name", "Mountain bike", "price", "5000")));
        Dimensions found = survey();

        assertThat(lab.goldenOf("crm", "1")).isEqualTo(lab.goldenOf("erp", "2"));
        Four golden = now(found, Quality.GOLDEN, null);
        assertThat(golden.completeness()).isEqualTo(new Measure(6, 5));
        assertThat(golden.validity()).isEqualTo(new Measure(5, 4));
        assertThat(golden.timeliness()).isEqualTo(Measure.NONE);
        assertThat(found.days(ARTICLE, 1).getLast().sources()).containsExactly("crm", "erp");
        for (Asked asked : List.of(
                new Asked("gtin", Quality.GOLDEN, Fault.MISSING), new Asked("price", Quality.GOLDEN, Fault.INVALID))) {
            assertThat(found.gaps(ARTICLE, asked, 0, 10).rows())
                    .extracting(Gap::goldenId)
                    .containsExactly(lab.goldenOf("erp", "3"));
        }
    }

    @Test
    void eachDayKeepsItsFiguresAndTheListIsPaged() throws SQLException, InterruptedException {
        lab.tell(
                upsert("crm", "1", Lab.START, Map.of("name", "Ball pen")),
                upsert("crm", "2", Lab.START, Map.of("price", "1")),
                upsert("crm", "3", Lab.START, Map.of("price", "2")));
        survey();
        lab.clock.advance(Duration.ofDays(11));
        lab.tell(upsert("crm", "2", Map.of("name", "Bike", "price", "1")));
        Dimensions found = survey();

        assertThat(found.days(ARTICLE, 30))
                .extracting(
                        Dimensions.Day::day,
                        day -> day.four(new Of(null, "name")).completeness(),
                        day -> day.four(new Of("crm", null)).timeliness())
                .containsExactly(
                        tuple(LocalDate.parse("2026-01-01"), new Measure(3, 1), new Measure(3, 3)),
                        tuple(LocalDate.parse("2026-01-12"), new Measure(3, 2), new Measure(3, 1)));
        assertThat(found.days(ARTICLE, 3)).hasSize(1);

        Asked gtin = new Asked("gtin", null, Fault.MISSING);
        Dimensions.Listed<Gap> first = found.gaps(ARTICLE, gtin, 0, 2);
        assertThat(first.rows()).hasSize(2);
        Dimensions.Listed<Gap> second = found.gaps(ARTICLE, gtin, Objects.requireNonNull(first.next()), 2);
        assertThat(second.next()).isNull();
        assertThat(Stream.of(first, second).flatMap(page -> page.rows().stream()))
                .extracting(Gap::key)
                .containsExactlyInAnyOrder("1", "2", "3");
    }
}
