package io.karat.ledger;

import static io.karat.ledger.Lab.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import io.karat.index.GoldenSearch;
import io.karat.index.GoldenSearch.Wanted;
import io.karat.index.OpenQuestions;
import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import io.karat.review.Review;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Search follows what changes about golden records without a version. */
class StaleSearchTest {

    private static final String RULES = """
            - {id: name-short, attribute: name, length: {max: 10}, severity: review}
            - {id: price-range, attribute: price, range: {min: 0, max: 1000}}
            """;
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
                quality:
                %s
                """.formatted(rules);
        return switch (ModelFiles.parse("article.yaml", text)) {
            case ModelFiles.Loaded loaded -> loaded.models().getFirst();
            case ModelFiles.Faulty faulty -> throw new AssertionError(faulty.problems());
        };
    }

    private GoldenSearch search() {
        try {
            return lab.writer().derived().searchThatFollowed();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many there are of some facets, in this order; absent ones are 0. */
    private List<Long> counts(String... facets) {
        Map<String, Long> counts =
                search().search(Wanted.words("").counting(), null, 1).facets().counts();
        return Arrays.stream(facets)
                .map(facet -> counts.getOrDefault(facet, 0L))
                .toList();
    }

    private List<UUID> narrowed(String... facets) {
        return search().search(Wanted.words("").with(facets), null, 10).ids();
    }

    @Test
    void everyKindOfQuestionCanBeFound() {
        assertThat(OpenQuestions.KINDS)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Review.Kind.values())
                        .map(Review.Kind::label)
                        .toList());
    }

    @Test
    void aQuestionIsFoundWhileItIsOpen() {
        lab.tell(
                upsert("crm", "1", Map.of("name", "A very long name")),
                upsert("crm", "2", Map.of("name", "Short")),
                upsert("crm", "3", Map.of("name", "Bike")));
        UUID golden = lab.goldenOf("crm", "1");

        assertThat(narrowed("review=quality")).containsExactly(golden);
        assertThat(counts("review=quality", "review=none", "review=match")).containsExactly(1L, 2L, 0L);
        assertThat(narrowed("review=none")).hasSize(2).doesNotContain(golden);
        assertThat(narrowed("review=unheard-of")).isEmpty();

        lab.act(new Command.Acknowledge(review(), evidence(), null, ADA));
        assertThat(narrowed("review=quality")).isEmpty();
        assertThat(counts("review=none")).containsExactly(3L);
    }

    @Test
    void aNewVersionIsStillInQuestion() {
        lab.tell(upsert("crm", "1", Map.of("name", "A very long name")));
        UUID golden = lab.goldenOf("crm", "1");

        lab.tell(upsert("crm", "1", Map.of("name", "A very long name", "price", "3")));
        assertThat(lab.version(golden)).isEqualTo(2);
        assertThat(narrowed("review=quality")).containsExactly(golden);
        lab.tell(upsert("crm", "1", Map.of("name", "Now short")));
        assertThat(narrowed("review=none")).containsExactly(golden);
    }

    @Test
    void whatACrashTookFromTheIndexComesBackWithTheStart() throws InterruptedException {
        lab.tell(upsert("crm", "1", Map.of("name", "A very long name")), upsert("crm", "2", Map.of("name", "Short")));
        lab.writer().idle();
        lab.writer().derived().catchUp();
        assertThat(lab.strings("select count(*) from search_stale")).containsExactly("0");
        lab.act(new Command.Acknowledge(review(), evidence(), null, ADA));

        lab.crash();

        assertThat(counts("review=quality", "review=none")).containsExactly(0L, 2L);
        lab.restart();
        assertThat(lab.strings("select count(*) from search_stale")).containsExactly("0");
        assertThat(counts("review=quality", "review=none")).containsExactly(0L, 2L);
    }

    @Test
    void theScoreNarrowsAndOrders() {
        lab.tell(
                upsert("crm", "1", Map.of("name", "Crane", "price", "5000")),
                upsert("crm", "2", Map.of("name", "Bike", "price", "9")),
                upsert("crm", "3", Map.of("name", "A very long name", "price", "4000")));
        UUID crane = lab.goldenOf("crm", "1");
        UUID bike = lab.goldenOf("crm", "2");
        UUID worst = lab.goldenOf("crm", "3");

        assertThat(narrowed("fails=price-range")).containsExactlyInAnyOrder(crane, worst);
        assertThat(narrowed("quality=100")).containsExactly(bike);
        assertThat(counts("quality=100", "quality=0-69", "fails=name-short")).containsExactly(1L, 2L, 1L);
        assertThat(search().search(Wanted.words("").in(GoldenSearch.Order.WORST_QUALITY), null, 10)
                        .ids())
                .containsExactly(worst, crane, bike);
    }

    @Test
    void otherRulesAreFoundByToo() throws InterruptedException {
        lab.tell(
                upsert("crm", "1", Map.of("name", "Crane", "price", "5000")),
                upsert("crm", "2", Map.of("name", "Bike", "price", "9")));
        UUID crane = lab.goldenOf("crm", "1");
        lab.reassessment().run();
        lab.change(type("""
                - {id: name-short, attribute: name, length: {max: 4}}
                - {id: price-range, attribute: price, range: {min: 0, max: 1000}, severity: reject}
                """));

        lab.reassessment().run();

        assertThat(narrowed("fails=name-short")).containsExactly(crane);
        assertThat(search().search(Wanted.words("").in(GoldenSearch.Order.WORST_QUALITY), null, 10)
                        .ids())
                .first()
                .isEqualTo(crane);
        assertThat(narrowed("quality=100")).containsExactly(lab.goldenOf("crm", "2"));
    }

    @Test
    void aSourceThatRepeatsItselfIsFound() {
        lab.tell(
                upsert("crm", "1", Map.of("name", "Ball pen blue", "gtin", "4006381333931")),
                upsert("crm", "2", Map.of("name", "Ball pen blue", "gtin", "4006381333931")),
                upsert("shop", "3", Map.of("name", "Ball pen blue", "gtin", "4006381333931")),
                upsert("crm", "4", Map.of("name", "Bike")));

        assertThat(narrowed("repeats=crm")).containsExactly(lab.goldenOf("crm", "1"));
        assertThat(narrowed("repeats=shop")).isEmpty();
    }

    private UUID review() {
        return UUID.fromString(
                lab.strings("select id from review where state = 'open'").getFirst());
    }

    private long evidence() {
        return Long.parseLong(
                lab.strings("select evidence from review where state = 'open'").getFirst());
    }
}
