package io.karat.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.karat.index.GoldenSearch.Page;
import io.karat.index.GoldenSearch.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenSearchTest {

    private static final UUID JOERG = new UUID(1, 1);
    private static final UUID ZOE = new UUID(1, 2);
    private static final UUID MILL = new UUID(1, 3);

    @TempDir
    Path directory;

    private GoldenSearch search;

    @BeforeEach
    void fill() {
        search = GoldenSearch.open(directory);
        search.update(entry(JOERG, 1, "Jörg Großmann", List.of("Jörg", "Großmann", "12 Lindenstraße", "Köln"), "C-77"));
        search.update(entry(ZOE, 2, "Zoë Abernathy", List.of("Zoë", "Abernathy", "zoe@mail.example"), "u10042"));
        search.update(entry(MILL, 3, "Wilhelmina Quist", List.of("Wilhelmina", "Quist", "4 Abernathy Road"), "C-78"));
    }

    @AfterEach
    void close() {
        search.close();
    }

    private static GoldenSearch.Entry entry(UUID id, long seq, String title, List<String> texts, String key) {
        return new GoldenSearch.Entry(
                id, seq, title, texts, List.of(key), List.of("source=crm"), GoldenSearch.Standing.NONE);
    }

    private List<UUID> found(String query) {
        return search.search(Wanted.words(query), null, 10).ids();
    }

    private GoldenSearch.Facets facets(Wanted wanted) {
        Page page = search.search(wanted.counting(), null, 10);
        Page uncounted = search.search(wanted, null, 10);

        assertThat(uncounted.facets()).isEqualTo(GoldenSearch.Facets.NONE);
        assertThat(page.ids()).isEqualTo(uncounted.ids());
        assertThat(page.total()).isEqualTo(uncounted.total());
        return page.facets();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Großmann",
                "grossmann",
                "GROSSMANN",
                "Grosmann",
                "gorssmann",
                "Jorg",
                "jörg köln",
                "linden",
                "Gro"
            })
    void aNameIsFoundWithoutItsSignsHalfTypedOrWithASlip(String typed) {
        assertThat(found(typed)).first().isEqualTo(JOERG);
    }

    @Test
    void twoSlipsAreForgivenInALongWordAndNoneInAShortOne() {
        assertThat(found("Wilhlemnia")).containsExactly(MILL);
        assertThat(found("Qiust")).containsExactly(MILL);
        assertThat(found("Qvist Willhelmina")).containsExactly(MILL);
        assertThat(found("Zoa")).isEmpty();
        assertThat(found("Qixxt")).isEmpty();
    }

    @Test
    void everyWordHasToBeFound() {
        assertThat(found("Abernathy Road")).containsExactly(MILL);
        assertThat(found("Zoe Road")).isEmpty();
    }

    @Test
    void theTitleCountsMoreThanAnAddress() {
        assertThat(found("Abernathy")).containsExactly(ZOE, MILL);
    }

    @Test
    void aSourceKeyIsFoundAsAWholeAndInAnyCase() {
        assertThat(found("c-77")).first().isEqualTo(JOERG);
        assertThat(found("U10042")).first().isEqualTo(ZOE);
        assertThat(found("u1004")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "?",
                "title:quist",
                "quist AND zoe",
                "\"",
                "(",
                "a OR b",
                "~",
                "quist^2 -zoe",
                "\\",
                "/.*/",
                "[a TO z]",
                "\u0000"
            })
    void nothingTypedHasAMeaningOfItsOwn(String typed) {
        List<UUID> ids = found(typed);
        assertThat(ids.size()).as("no wildcard finds everything").isLessThan(3);
    }

    @Test
    void withoutWordsTheNewestComeFirst() {
        assertThat(found("  ")).containsExactly(MILL, ZOE, JOERG);
    }

    @Test
    void pagesShowEachHitOnce() {
        for (int i = 0; i < 53; i++) {
            search.update(entry(new UUID(2, i), 10 + i, "Common Name", List.of("Number " + i), "k" + i));
        }
        List<UUID> seen = new ArrayList<>();
        Page page = search.search(Wanted.words("common name"), null, 10);
        seen.addAll(page.ids());
        while (page.cursor() != null) {
            page = search.search(Wanted.words("common name"), page.cursor(), 10);
            seen.addAll(page.ids());
        }
        assertThat(page.total()).isEqualTo(53);
        assertThat(seen).hasSize(53).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "eDk", "!!", "b", ""})
    void whatIsNoCursorIsRefused(String cursor) {
        assertThatThrownBy(() -> search.search(Wanted.words("quist"), cursor, 10))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aChangeReplacesAndARemovalIsSeenAtOnce() {
        search.update(entry(ZOE, 4, "Zoë Stone", List.of("Zoë", "Stone"), "u10042"));
        assertThat(found("Abernathy")).containsExactly(MILL);
        assertThat(found("stone")).containsExactly(ZOE);
        search.remove(ZOE);
        assertThat(found("stone")).isEmpty();
        assertThat(search.size()).isEqualTo(2);
    }

    @Test
    void whatWasCommittedIsThereAfterACrashAndTheSeqSaysHowFar() {
        search.commit(3);
        search.remove(ZOE);
        search.close();
        search = GoldenSearch.open(directory);
        assertThat(search.committedSeq()).isEqualTo(3);
        assertThat(found("zoe")).containsExactly(ZOE);
    }

    @Test
    void aFileOfTheIndexThatIsGoneIsDamage() throws Exception {
        search.commit(3);
        search.close();
        try (var files = Files.list(directory)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("_"))
                    .toList()) {
                Files.delete(file);
            }
        }
        Path damaged = directory;
        assertThatThrownBy(() -> GoldenSearch.open(damaged)).isInstanceOf(IndexDamaged.class);
        search = GoldenSearch.open(directory.resolve("other"));
    }

    @Test
    void aKeyOrAWordTooLongToBeATermHarmsNobody() {
        String endless = "x".repeat(40_000);
        search.update(entry(new UUID(3, 1), 5, "Endless " + endless, List.of(endless), endless));
        assertThat(found("endless")).containsExactly(new UUID(3, 1));
        assertThat(found(endless)).isNotNull();
    }

    private void facet(UUID id, String title, String... facets) {
        search.update(new GoldenSearch.Entry(
                id, 9, title, List.of(title), List.of(), List.of(facets), GoldenSearch.Standing.NONE));
    }

    @Test
    void facetsAreCountedOverTheHitsAndNarrowThem() {
        facet(new UUID(2, 1), "Fern One", "source=shop", "source=crm", "country=AU", "source=shop");
        facet(new UUID(2, 2), "Fern Two", "source=shop", "country=AU");
        facet(new UUID(2, 3), "Fern Three", "source=crm", "country=NZ");

        assertThat(facets(Wanted.words("fern")).counts())
                .containsOnly(
                        Map.entry("source=shop", 2L),
                        Map.entry("source=crm", 2L),
                        Map.entry("country=AU", 2L),
                        Map.entry("country=NZ", 1L),
                        Map.entry("review=none", 3L));
        assertThat(search.search(Wanted.words("fern").with("country=AU", "source=crm"), null, 10)
                        .ids())
                .containsExactly(new UUID(2, 1));
        assertThat(facets(Wanted.words("fern").with("country=NZ")).counts())
                .containsOnly(Map.entry("source=crm", 1L), Map.entry("country=NZ", 1L), Map.entry("review=none", 1L));

        search.remove(new UUID(2, 1));
        facet(new UUID(2, 2), "Fern Two", "country=NZ");

        assertThat(facets(Wanted.words("fern")).counts())
                .as("what changed counts as it is now")
                .containsOnly(Map.entry("source=crm", 1L), Map.entry("country=NZ", 2L), Map.entry("review=none", 2L));
        assertThat(facets(Wanted.words("fern")).counted()).isEqualTo(2);
    }

    @Test
    void openQuestionsChangeWithoutTheDocumentAndNarrow() {
        search.asked(JOERG, OpenQuestions.bits(List.of("match", "conflict")));
        search.asked(ZOE, OpenQuestions.bits(List.of("match")));
        search.asked(new UUID(9, 9), 1);

        assertThat(search.search(Wanted.words("").with("review=match"), null, 10)
                        .ids())
                .containsExactlyInAnyOrder(JOERG, ZOE);
        assertThat(search.search(Wanted.words("grossmann").with("review=conflict"), null, 10)
                        .ids())
                .containsExactly(JOERG);
        assertThat(search.named(Wanted.words("u10042").with("review=conflict"), null, 10)
                        .ids())
                .isEmpty();
        assertThat(facets(Wanted.words("")).counts())
                .contains(
                        Map.entry("review=match", 2L), Map.entry("review=conflict", 1L), Map.entry("review=none", 1L));
        assertThat(search.asked("match")).isEqualTo(2);

        search.asked(JOERG, 0);
        assertThat(search.search(Wanted.words("").with("review=none"), null, 10).ids())
                .containsExactlyInAnyOrder(JOERG, MILL);
    }

    @Test
    void facetsOfVeryManyHitsAreCountedOverTheFirst() throws IOException {
        try (Directory memory = new ByteBuffersDirectory();
                IndexWriter writer = new IndexWriter(memory, new IndexWriterConfig())) {
            for (int i = 0; i < 50; i++) {
                Document document = new Document();
                document.add(new SortedSetDocValuesField("facet", new BytesRef("source=crm")));
                writer.addDocument(document);
            }
            try (DirectoryReader reader = DirectoryReader.open(writer)) {
                GoldenSearch.Facets facets =
                        FacetCounts.of(new IndexSearcher(reader), MatchAllDocsQuery.INSTANCE, "facet", 20);
                assertThat(facets.counted()).isEqualTo(20);
                assertThat(facets.counts()).containsOnly(Map.entry("source=crm", 20L));
            }
        }
    }

    @Test
    void anIndexFromBeforeThereWereFacetsIsMadeAgain(@TempDir Path old) throws IOException {
        try (Directory before = FSDirectory.open(old);
                IndexWriter writer = new IndexWriter(before, new IndexWriterConfig())) {
            Document document = new Document();
            document.add(new StringField("id", "x", Field.Store.YES));
            writer.addDocument(document);
        }
        assertThatThrownBy(() -> GoldenSearch.open(old)).isInstanceOf(IndexDamaged.class);
    }

    private void scored(UUID id, String title, OptionalDouble quality) {
        search.update(new GoldenSearch.Entry(
                id, 9, title, List.of(title), List.of(), List.of(), new GoldenSearch.Standing(0, quality, List.of())));
    }

    @Test
    void whatHasTheLowestQualityComesFirstWhereThatIsAskedAndWhatHasNoneLast() {
        scored(JOERG, "Narwhal Sails", OptionalDouble.of(1));
        scored(ZOE, "Narwhal Rope", OptionalDouble.of(0.5));
        scored(MILL, "Narwhal", OptionalDouble.empty());

        for (String query : List.of("narwhal", "")) {
            assertThat(search.search(Wanted.words(query).in(GoldenSearch.Order.WORST_QUALITY), null, 10)
                            .ids())
                    .containsExactly(ZOE, JOERG, MILL);
        }
    }
}
