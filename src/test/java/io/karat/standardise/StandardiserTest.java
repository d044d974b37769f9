package io.karat.standardise;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.model.AttributeType;
import io.karat.model.RecordData;
import io.karat.testing.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StandardiserTest {

    private final Standardiser people = new Standardiser(Types.PERSON);

    private static final RecordData JOHN = RecordData.of(Map.of(
            "given_name",
            "John",
            "family_name",
            "Smith",
            "birth_date",
            "1980-02-03",
            "street",
            "12 Main St.",
            "city",
            "Springfield",
            "postcode",
            "12345",
            "phone",
            "(714) 255-8025",
            "email",
            "john.smith@x.org",
            "tax_id",
            "606783042"));

    private String[] values(Standardised made, String attribute) {
        return made.features().values(Types.PERSON.indexOf(attribute));
    }

    @Test
    void theHouseNumberIsTakenOutOfTheStreet() {
        for (String street : List.of("12 Main Street", "Main Street 12", "12, Main St.")) {
            Standardised made = people.standardise(RecordData.of(Map.of("street", street)));
            assertThat(values(made, "street")).as(street).containsExactly("main street");
            assertThat(values(made, "house_number")).as(street).containsExactly("12");
            assertThat(made.comparable().get("street")).containsExactly("main street");
            assertThat(made.comparable()).doesNotContainKey("house_number");
        }
    }

    @Test
    void aNumberThatContradictsTheHouseNumberStaysInTheStreet() {
        Standardised made = people.standardise(RecordData.of(Map.of("street", "12 Main Street", "house_number", "7")));
        assertThat(values(made, "street")).containsExactly("12 main street");
        assertThat(values(made, "house_number")).containsExactly("7");
    }

    @Test
    void numbersThatAreNamesOfStreetsStay() {
        for (String street : List.of("5th Avenue", "Highway 61", "PO Box 12")) {
            Standardised made = people.standardise(RecordData.of(Map.of("street", street)));
            assertThat(values(made, "house_number")).as(street).isEmpty();
        }
    }

    @Test
    void comparableFormsAreAlignedWithRawValuesAndEvidenceIsDistinct() {
        RecordData data = new RecordData(new TreeMap<>(Map.of(
                "email",
                List.of("Jo@acme.org", "none@none.com", "jo@acme.org", "bo@acme.org"),
                "city",
                List.of("n/a"))));
        Standardised made = people.standardise(data);
        assertThat(made.comparable().get("email")).containsExactly("jo@acme.org", "", "jo@acme.org", "bo@acme.org");
        assertThat(values(made, "email")).containsExactly("jo@acme.org", "bo@acme.org");
        assertThat(made.comparable().get("city")).containsExactly("");
        assertThat(made.findings()).extracting(Finding::code).containsExactly("value.placeholder", "value.placeholder");
    }

    @Test
    void aDoubtfulTelephoneNumberIsAFindingAndStillEvidence() {
        Standardised made = people.standardise(RecordData.of(Map.of("phone", "1234567890123")));
        assertThat(values(made, "phone")).hasSize(1);
        assertThat(made.findings()).extracting(Finding::code).containsExactly("phone.invalid");
    }

    @Test
    void findingsNeverContainTheValue() {
        Standardised made =
                people.standardise(RecordData.of(Map.of("birth_date", "secretword", "email", "secretword")));
        assertThat(made.findings()).hasSize(2).noneMatch(f -> f.message().contains("secretword"));
    }

    @Test
    void aPersonHasAboutTwentyAtoms() {
        assertThat(people.standardise(JOHN).features().atoms().length).isBetween(18, 30);
    }

    @Test
    void swappedNamesHaveTheSameAtoms() {
        Features straight = people.standardise(RecordData.of(Map.of("given_name", "paul", "family_name", "martin")))
                .features();
        Features swapped = people.standardise(RecordData.of(Map.of("given_name", "martin", "family_name", "paul")))
                .features();
        assertThat(Arrays.stream(straight.atoms())
                        .filter(a -> Arrays.binarySearch(swapped.atoms(), a) >= 0)
                        .count())
                .isGreaterThanOrEqualTo(6);
    }

    @Test
    void featuresAreTheSameInEveryProcessAndLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.of("tr", "TR"));
            assertThat(new Standardiser(Types.PERSON)
                            .standardise(JOHN)
                            .features()
                            .fingerprint())
                    .isEqualTo(people.standardise(JOHN).features().fingerprint())
                    .as("a new value means a new Standardiser.VERSION")
                    .isEqualTo(PINNED);
        } finally {
            Locale.setDefault(before);
        }
    }

    /** Changes only together with {@link Standardiser#VERSION}. */
    private static final long PINNED = 2053290513363081147L;

    @Test
    void featuresOfAnyTextAreTheSameAsEver() {
        long together = 0;
        for (long seed = 0; seed < 1_000; seed++) {
            Map<String, String> whole = new TreeMap<>();
            noise(new SplittableRandom(seed), 40)
                    .values()
                    .forEach((name, raws) -> whole.put(name, withoutHalfCharacters(raws.getFirst())));
            byte[] features = new Standardiser(Types.EVERYTHING)
                    .standardise(RecordData.of(whole))
                    .features()
                    .encode();
            together = together * 31 + Arrays.hashCode(features);
        }
        assertThat(together).as("a new value means a new Standardiser.VERSION").isEqualTo(PINNED_TOGETHER);
    }

    private static String withoutHalfCharacters(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** Changes only together with {@link Standardiser#VERSION}. */
    private static final long PINNED_TOGETHER = 2083268562906690222L;

    @Test
    void rememberingMakesNoDifference() {
        Standardiser afresh = new Standardiser(Types.EVERYTHING);
        Standardiser remembering = Standardiser.remembering(Types.EVERYTHING);
        List<String> countries = List.of("", "US", "DE", "France", "nowhere");
        Seeds.each(2_000, random -> {
            // Few different records, so that most values were seen before, under the same country or another one.
            RecordData noise = noise(new SplittableRandom(random.nextInt(100)), 40);
            Map<String, List<String>> values = new TreeMap<>(noise.values());
            values.put("country", List.of(countries.get(random.nextInt(countries.size()))));
            values.put("date", List.of("0" + random.nextInt(1, 10) + "/0" + random.nextInt(1, 10) + "/1980"));
            RecordData data = new RecordData(new TreeMap<>(values));
            String[][] raws = Types.EVERYTHING.attributes().stream()
                    .map(a -> data.get(a.name()).toArray(String[]::new))
                    .toArray(String[][]::new);
            Features expected = afresh.standardise(data).features();
            assertThat(remembering.features("", raws)).isEqualTo(expected);
            assertThat(remembering.features("", raws).encode()).isEqualTo(expected.encode());
            assertThat(remembering.features("", raws).fingerprint())
                    .isEqualTo(Features.decode(expected.encode()).fingerprint());
        });
    }

    @Test
    void halfACharacterIsNoReasonToFail() {
        for (String raw : List.of("\u200b\ud800", "\ud800\u200b\udc00", "a\u00ad\udc00b\ud800")) {
            Map<String, String> all = new TreeMap<>();
            for (AttributeType type : AttributeType.values()) {
                all.put(type.code(), raw);
            }
            assertThat(new Standardiser(Types.EVERYTHING)
                            .standardise(RecordData.of(all))
                            .comparable())
                    .hasSize(AttributeType.values().length);
        }
    }

    @Test
    void featuresSurviveEncoding() {
        Seeds.each(200, random -> {
            Features features = new Standardiser(Types.EVERYTHING)
                    .standardise(noise(random, 40))
                    .features();
            Features again = Features.decode(features.encode());
            assertThat(again).isEqualTo(features);
            assertThat(again.fingerprint()).isEqualTo(features.fingerprint());
            assertThat(again.encode()).isEqualTo(features.encode());
            for (int i = 0; i < features.atoms().length; i++) {
                assertThat(again.column(i)).isEqualTo(features.column(i));
                assertThat(again.strong(i)).isEqualTo(features.strong(i));
                assertThat(i == 0 || features.atoms()[i - 1] < features.atoms()[i])
                        .isTrue();
            }
        });
    }

    @Test
    void anyTextGivesEvidenceOrAFindingAndNeverAnException() {
        Seeds.each(2_000, random -> {
            RecordData data = noise(random, 60);
            Standardised made = new Standardiser(Types.EVERYTHING).standardise(data);
            data.values().forEach((name, raws) -> {
                List<String> standards = made.comparable().get(name);
                assertThat(standards).hasSameSizeAs(raws);
                long lost = standards.stream().filter(String::isEmpty).count();
                assertThat(made.findings().stream()
                                .filter(f -> f.attribute().equals(name))
                                .count())
                        .isGreaterThanOrEqualTo(lost);
            });
        });
    }

    @Test
    void aMegabyteIsStandardisedInReasonableTime() {
        for (String piece :
                List.of("a", "1", "é", "王", " ", "@", ".", "a ", "1-", "\ud83d\ude00", "\ud800", "x@x.", "12 a,")) {
            String raw = piece.repeat(1_000_000 / piece.length());
            Map<String, String> all = new TreeMap<>();
            for (AttributeType type : AttributeType.values()) {
                all.put(type.code(), raw);
            }
            long start = System.nanoTime();
            new Standardiser(Types.EVERYTHING).standardise(RecordData.of(all));
            assertThat(System.nanoTime() - start).as(piece).isLessThan(5_000_000_000L);
        }
    }

    private static final String[] PIECES = {
        "12",
        "/",
        "-",
        ".",
        " ",
        "@",
        "x.org",
        "jan",
        "Müller",
        "St",
        "GmbH",
        "王",
        "а",
        "\u202e",
        "\u200b",
        "\ud800",
        "\udc00",
        "\ud83d\ude00",
        "\0",
        "'",
        "\"",
        ",",
        "(",
        "+",
        "1980",
        "é\u0301\u0301",
        "ß",
        "İ",
        "ﬁ",
        "٣",
        "%s",
        "$1",
        "\\",
        "e9",
        "ก",
        "\n",
        "\t",
        "N/A",
        "Dr",
        "de",
        ":",
        "mailto:",
        "http://",
        "#",
        "0",
        "99"
    };

    private static RecordData noise(SplittableRandom random, int longest) {
        Map<String, String> values = new TreeMap<>();
        for (AttributeType type : AttributeType.values()) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(1, 12); i > 0 && text.length() < longest; i--) {
                if (random.nextInt(4) == 0) {
                    text.append((char) random.nextInt(0x10000));
                } else {
                    text.append(PIECES[random.nextInt(PIECES.length)]);
                }
            }
            values.put(type.code(), text.toString());
        }
        return RecordData.of(values);
    }
}
