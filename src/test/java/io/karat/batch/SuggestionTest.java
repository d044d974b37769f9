package io.karat.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.karat.demo.SampleRecord;
import io.karat.demo.SampleSources;
import io.karat.model.Attribute;
import io.karat.model.AttributeType;
import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import io.karat.testing.Seeds;
import io.karat.testing.SharedData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionTest {

    private static final List<String> PERSON = List.of(
            "given_name",
            "middle_name",
            "family_name",
            "sex",
            "birth_date",
            "email",
            "phone",
            "house_number",
            "street",
            "city",
            "state",
            "postcode",
            "country",
            "tax_id");

    private static final List<SampleRecord> SAMPLES = SampleSources.generate(7);

    @Test
    void givesGeneratedPeopleTheTypesAPersonWouldGiveThem() {
        Map<String, AttributeType> types = types(people(PERSON));

        assertThat(types).containsEntry("given_name", AttributeType.GIVEN_NAME);
        assertThat(types).containsEntry("middle_name", AttributeType.GIVEN_NAME);
        assertThat(types).containsEntry("family_name", AttributeType.FAMILY_NAME);
        assertThat(types).containsEntry("sex", AttributeType.CATEGORY);
        assertThat(types).containsEntry("birth_date", AttributeType.DATE);
        assertThat(types).containsEntry("email", AttributeType.EMAIL);
        assertThat(types).containsEntry("phone", AttributeType.PHONE);
        assertThat(types).containsEntry("house_number", AttributeType.HOUSE_NUMBER);
        assertThat(types).containsEntry("street", AttributeType.STREET);
        assertThat(types).containsEntry("city", AttributeType.CITY);
        assertThat(types).containsEntry("state", AttributeType.CATEGORY);
        assertThat(types).containsEntry("postcode", AttributeType.POSTCODE);
        assertThat(types).containsEntry("country", AttributeType.COUNTRY);
        assertThat(types).containsEntry("tax_id", AttributeType.IDENTIFIER);
        assertThat(types).doesNotContainKey("id");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void familiesInACleanListSayNothingAgainstWhatTellsTheirMembersApart(boolean oneMailbox) {
        SplittableRandom random = new SplittableRandom(17);
        List<String> given = IntStream.range(0, 200).mapToObj(i -> made(random)).toList();
        List<List<String>> rows = new ArrayList<>();
        for (int family = 0; family < 400; family++) {
            String name = made(random);
            String place = made(random) + " " + (1 + random.nextInt(90)) + ", third floor on the left";
            String mail = oneMailbox ? name + "@example.org" : "";
            String postcode = Integer.toString(10_000 + random.nextInt(900));
            for (int member = 0; member < 2; member++) {
                List<String> row = List.of(
                        given.get(random.nextInt(given.size())),
                        name,
                        member == 0 ? "f" : "m",
                        day(random),
                        random.nextInt(3) == 0 ? "X" + (10_000_000 + random.nextInt(9_000_000)) : "",
                        place,
                        postcode,
                        mail);
                rows.add(row);
                if (random.nextInt(100) == 0) {
                    rows.add(row);
                }
            }
        }
        List<String> header = List.of(
                "first name", "last name", "sex", "col1", "col2", "remarks", "zip", oneMailbox ? "mail" : "none");

        Map<String, AttributeType> types = types(suggest(header, rows));

        assertThat(types)
                .containsEntry("sex", AttributeType.CATEGORY)
                .containsEntry("col1", AttributeType.DATE)
                .containsEntry("col2", AttributeType.IDENTIFIER);
    }

    @Test
    void aNumberThatLookalikesSeldomShareIsKeptWhereNoTwoOthersShareIt() {
        SplittableRandom random = new SplittableRandom(19);
        List<List<String>> rows = new ArrayList<>();
        for (int patient = 0; patient < 900; patient++) {
            String given = made(random);
            String family = made(random);
            String phone = "0" + (100_000_000 + random.nextInt(800_000_000));
            String number = "9" + (100_000 + random.nextInt(800_000));
            rows.add(List.of(given, family, phone, number, day(random)));
            if (patient % 3 == 0) {
                boolean same = patient % 75 == 0;
                String other = same ? number : "9" + (100_000 + random.nextInt(800_000));
                rows.add(List.of(given, family, phone, other, day(random)));
            }
        }

        Suggestion suggestion = suggest(List.of("first name", "last name", "phone", "col1", "col2"), rows);

        assertThat(types(suggestion)).containsEntry("col1", AttributeType.IDENTIFIER);
        assertThat(suggestion.columns()).as("a date on which no two agree").doesNotContainKey("col2");
    }

    private static String day(SplittableRandom random) {
        return String.format(
                Locale.ROOT, "%d-%02d-%02d", 1930 + random.nextInt(80), 1 + random.nextInt(12), 1 + random.nextInt(28));
    }

    @Test
    void aDoorInTheStreetIsNoWholeAddressBesideThePostcode() {
        SplittableRandom random = new SplittableRandom(23);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String street = "Calle de " + made(random) + ", " + (1 + random.nextInt(90)) + " 3º D";
            rows.add(List.of(made(random), made(random), street, Integer.toString(28_000 + random.nextInt(90))));
        }

        assertThat(types(suggest(List.of("nombre", "apellido", "domicilio", "cp"), rows)))
                .containsEntry("domicilio", AttributeType.STREET);
        assertThat(types(suggest(List.of("nombre", "apellido", "domicilio"), rows)))
                .containsEntry("domicilio", AttributeType.TEXT);
    }

    @Test
    void numbersBesideAnAddressAreNoPartOfIt() {
        SplittableRandom random = new SplittableRandom(29);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            rows.add(List.of(
                    "Hotel " + made(random),
                    (1 + random.nextInt(120)) + " " + made(random) + " Street",
                    Integer.toString(1 + (int) Math.pow(10, 2.3 * random.nextDouble())),
                    Integer.toString(1_000 + random.nextInt(300)),
                    Integer.toString(10_000 + random.nextInt(300)),
                    String.format(Locale.ROOT, "%.5f", 48 + random.nextDouble()),
                    String.format(Locale.ROOT, "%.5f", 11 + random.nextDouble())));
        }

        Suggestion suggestion = suggest(List.of("hotel", "address", "col1", "tax_id_last4", "zip", "lat", "lng"), rows);

        assertThat(types(suggestion))
                .containsEntry("address", AttributeType.STREET)
                .containsEntry("col1", AttributeType.NUMBER)
                .containsEntry("tax_id_last4", AttributeType.IDENTIFIER)
                .containsEntry("zip", AttributeType.POSTCODE);
        assertThat(suggestion.columns()).doesNotContainKeys("lat", "lng");
    }

    @ParameterizedTest
    @CsvSource({"0, true", "4, false"})
    void listsOfPlacesAreCleanUnlessTheyHoldDuplicates(int duplicates, boolean clean) {
        SplittableRandom random = new SplittableRandom(31);
        List<List<String>> rows = new ArrayList<>();
        for (int place = 0; place < 900; place++) {
            String name = made(random) + " Inn";
            String street = made(random) + " Street";
            String phone = "0" + (100_000_000 + random.nextInt(800_000_000));
            boolean doubled = random.nextInt(100) < duplicates;
            rows.add(List.of("r" + rows.size(), "left", name, street, phone));
            rows.add(List.of("r" + rows.size(), doubled ? "left" : "right", name, street, phone));
        }

        EntityType type = suggest(List.of("id", "source", "name", "street", "phone"), rows)
                .entityType();

        assertThat(type.matching().onePerSource()).isEqualTo(clean);
    }

    @Test
    void needsNoHeadersThatSayAnything() {
        List<String> numbered =
                IntStream.range(0, PERSON.size()).mapToObj(i -> "col" + i).toList();
        Map<String, AttributeType> named = types(people(PERSON));
        Map<String, AttributeType> unnamed = types(people(numbered));

        long same = IntStream.range(0, PERSON.size())
                .filter(i -> named.get(PERSON.get(i)) == unnamed.get("col" + i))
                .count();
        assertThat(same).as("of 14 types, by values alone: %s", unnamed).isGreaterThanOrEqualTo(12);
    }

    @Test
    void toldWhatIsPersonalAndWhatIsShared() {
        EntityType type = people(PERSON).entityType();

        assertThat(type.attribute("family_name").orElseThrow().pii()).isTrue();
        assertThat(type.attribute("birth_date").orElseThrow().pii()).isTrue();
        assertThat(type.attribute("country").orElseThrow().pii()).isFalse();
        assertThat(type.attribute("street").orElseThrow().shared()).isTrue();
        assertThat(type.attribute("email").orElseThrow().many()).isTrue();
        assertThat(type.title()).isEqualTo("{given_name} {family_name}");
        assertThat(type.survivorship().groups().getFirst().attributes())
                .containsExactly("house_number", "street", "city", "state", "postcode", "country");
    }

    @Test
    void showsNoValueOfAPerson() {
        String yaml = people(PERSON).yaml().toLowerCase(Locale.ROOT);

        for (SampleRecord record : SAMPLES) {
            for (String attribute : List.of("email", "birth_date", "tax_id", "phone")) {
                String value = record.data().getOrDefault(attribute, "");
                if (value.length() > 3 && !value.matches("9+")) {
                    assertThat(yaml).doesNotContain(value.toLowerCase(Locale.ROOT));
                }
            }
        }
        assertThat(yaml).contains("written 9999-99-99");
    }

    @Test
    void organisationsAreNoPeople() {
        List<String> header =
                List.of("id", "name", "email", "phone", "website", "street", "city", "postcode", "country");
        List<List<String>> rows = new ArrayList<>();
        for (SampleRecord record : SAMPLES) {
            if (record.entity().equals("organisation")) {
                rows.add(row(record, header, rows.size()));
            }
        }
        EntityType type = suggest(header, rows).entityType();

        assertThat(type.attribute("name").orElseThrow().type()).isEqualTo(AttributeType.ORGANISATION_NAME);
        assertThat(type.attribute("name").orElseThrow().shared()).isFalse();
        assertThat(type.attribute("website").orElseThrow().type()).isEqualTo(AttributeType.URL);
        assertThat(type.attributes()).noneMatch(Attribute::pii);
    }

    @ParameterizedTest
    @CsvSource({"col2, title, false", "col2, birth_date, true", "customer_name, title, true"})
    void worksAreNoPeopleThoughTheirMakersAre(String name, String other, boolean people) {
        SplittableRandom random = new SplittableRandom(37);
        List<String> makers = SAMPLES.stream()
                .filter(s -> s.entity().equals("person"))
                .map(s -> s.data().getOrDefault("given_name", "Ann") + " "
                        + s.data().getOrDefault("family_name", "Lee"))
                .limit(60)
                .toList();
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            String maker = makers.get(random.nextInt(makers.size()));
            String title = made(random) + " and the " + made(random);
            rows.add(List.of(title, maker, other.equals("title") ? title + " again" : day(random)));
        }

        EntityType type = suggest(List.of("col1", name, other), rows).entityType();

        assertThat(type.attribute(name).orElseThrow().type())
                .isEqualTo(people ? AttributeType.FULL_NAME : AttributeType.TEXT);
        assertThat(type.attribute(name).orElseThrow().pii()).isEqualTo(people);
    }

    @Test
    void leavesOutWhatOnlyRepeatsOtherColumns() {
        List<String> header = List.of("key", "a", "b", "both", "copy");
        List<List<String>> rows = new ArrayList<>();
        for (SampleRecord record : SAMPLES) {
            String given = record.data().getOrDefault("given_name", "");
            String family = record.data().getOrDefault("family_name", "");
            if (!given.isEmpty() && !family.isEmpty()) {
                rows.add(List.of("k" + rows.size(), given, family, given + " " + family, family));
            }
        }

        Suggestion suggestion = suggest(header, rows);

        assertThat(suggestion.columns()).containsOnlyKeys("a", "b");
        assertThat(suggestion.key()).hasValue(0);
        assertThat(suggestion.yaml())
                .contains("\"both\": it only joins \"a\" and \"b\"")
                .contains("\"copy\": it repeats the column \"b\"");
        assertThat(types(suggestion))
                .containsEntry("a", AttributeType.GIVEN_NAME)
                .containsEntry("b", AttributeType.FAMILY_NAME);
    }

    @Test
    void leavesOutWhatSaysNothingOfTheThing() {
        SplittableRandom random = new SplittableRandom(3);
        List<String> header =
                List.of("given_name", "family_name", "email", "row", "state_of_row", "seen", "empty", "same");
        List<List<String>> rows = new ArrayList<>();
        for (SampleRecord record : SAMPLES) {
            if (record.entity().equals("person")) {
                rows.add(List.of(
                        record.data().getOrDefault("given_name", ""),
                        record.data().getOrDefault("family_name", ""),
                        record.data().getOrDefault("email", ""),
                        "x" + (100_000 + rows.size()),
                        random.nextInt(3) == 0 ? "red" : "blue",
                        "2024-0" + (1 + random.nextInt(9)) + "-1" + random.nextInt(9) + " 10:2" + random.nextInt(9),
                        "",
                        "1"));
            }
        }

        Suggestion suggestion = Suggestion.of(Profile.of(header, rows), "people", null);

        assertThat(suggestion.columns()).containsOnlyKeys("given_name", "family_name", "email");
    }

    @Test
    void twoCleanListsAreKnownByTheirValues() {
        List<List<String>> rows = new ArrayList<>();
        Map<String, Integer> last = new LinkedHashMap<>();
        for (SampleRecord record : SAMPLES) {
            String source = record.source();
            boolean first = last.putIfAbsent(source + record.truth(), 1) == null;
            if (record.entity().equals("person") && first && !source.equals("shop")) {
                rows.add(row(record, source.equals("crm") ? "x" : "y", rows.size()));
            }
        }
        List<String> header = new ArrayList<>(List.of("n", "col0"));
        header.addAll(PERSON);

        EntityType type = suggest(header, rows).entityType();

        assertThat(type.matching().onePerSource()).isTrue();
        assertThat(type.matching().sourceColumn()).isEqualTo("col0");
        assertThat(type.attribute("col0")).isEmpty();
    }

    @Test
    void sourcesWithDuplicatesAreNoCleanLists() {
        List<List<String>> rows = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(5);
        for (SampleRecord record : SAMPLES) {
            if (record.entity().equals("person")) {
                rows.add(row(record, random.nextBoolean() ? "x" : "y", rows.size()));
            }
        }
        List<String> header = new ArrayList<>(List.of("n", "source"));
        header.addAll(PERSON);

        EntityType type = suggest(header, rows).entityType();

        assertThat(type.matching().onePerSource()).isFalse();
        assertThat(type.attribute("source")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, true", "40, false"})
    void listsOfTextsAreCleanUnlessTheyHoldDuplicates(int duplicates, boolean clean) {
        SplittableRandom random = new SplittableRandom(11);
        List<List<String>> rows = new ArrayList<>();
        for (int thing = 0; thing < 300; thing++) {
            String title = "the " + made(random) + " of " + made(random) + " and some " + made(random);
            boolean doubled = random.nextInt(100) < duplicates;
            rows.add(List.of("r" + rows.size(), "left", title));
            rows.add(List.of("r" + rows.size(), doubled ? "left" : "right", "about " + title.replace("some", "no")));
        }

        EntityType type = suggest(List.of("id", "source", "f1"), rows).entityType();

        assertThat(type.matching().onePerSource()).isEqualTo(clean);
    }

    /** A word that hardly comes twice. */
    private static String made(SplittableRandom random) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "nachname, FAMILY_NAME",
        "Vorname, GIVEN_NAME",
        "GEBURTSDATUM, DATE",
        "nom de famille, FAMILY_NAME",
        "prénom, GIVEN_NAME",
        "date_de_naissance, DATE",
        "code postal, POSTCODE",
        "apellido, FAMILY_NAME",
        "fecha de nacimiento, DATE",
        "codigo_postal, POSTCODE",
        "dateOfBirth, DATE",
        "Last Name, FAMILY_NAME",
        "firstname, GIVEN_NAME",
        "Straße, STREET",
        "passport_country, COUNTRY",
        "PASSPORT_NUMBER, IDENTIFIER",
        "marital_status, CATEGORY",
        "Tel., PHONE",
        "plz, POSTCODE"
    })
    void readsHeadersOfSeveralLanguages(String header, AttributeType expected) {
        EntityType type = suggest(List.of(header), List.of()).entityType();

        assertThat(type.attributes().getFirst().type()).isEqualTo(expected);
    }

    @Test
    void aBareNameIsWhatTheOtherNameIsNot() {
        assertThat(types(suggest(List.of("Name", "Vorname"), List.of())))
                .containsEntry("name", AttributeType.FAMILY_NAME);
        assertThat(types(suggest(List.of("name", "surname"), List.of())))
                .containsEntry("name", AttributeType.GIVEN_NAME);
        assertThat(types(suggest(List.of("name", "price"), List.of()))).containsEntry("name", AttributeType.TEXT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DATE       | 31.12.1980;1.5.77;03/04/1999;1980-12-31;12 March 1975;19770501",
                "PHONE      | 06 12 34 56 78;0612345678;06 98 76 54 32;0498765432;07 11 22 33 44;0711223344",
                "PHONE      | +49 30 1234567;030/1234568;(212) 555-0147;+44 20 7946 0958;06 12 34 56 78",
                "EMAIL      | a.b@example.org;x@y.example;c_d@mail.example",
                "POSTCODE   | SW1A 1AA;EC2V 7HH;M1 1AE;L3 0AH;YO1 7NY",
                "MONEY      | $1,299.00;€ 49.90;12,50 EUR;£7.00;$3",
                "IDENTIFIER | DE1234567##;FR123456789##;ATU123456##;PL12345678##",
                "IDENTIFIER | DE89 3704 0044 0532 01##;GB29 NWBK 6016 1331 92##;FR14 2004 1010 0505 00##",
                "IDENTIFIER | 97801311010##;97802016163##;97803211257##",
                "DATE       | 1980-12-31T00:00:00;1977-05-01T00:00:00Z;1999-04-03 00:00",
                "URL        | https://example.org/a;www.example.com;http://b.example",
                "STREET     | 12 High Street;Hauptstr. 5;Rue de la Paix 3;Via Roma 12;Keizersgracht 123",
                "ORGANISATION_NAME | Alder Software GmbH;Beacon Foods Ltd;Delta Holding S.A.;Northwind Inc."
            })
    void readsValuesInManyForms(AttributeType expected, String values) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String[] all = values.split(";");
            rows.add(List.of(
                    all[i / 2 % all.length].strip().replace("##", Integer.toString(10 + i / 2)), "x" + i % 7 + i));
        }

        EntityType type = suggest(List.of("f1", "f2"), rows).entityType();

        assertThat(type.attribute("f1").orElseThrow().type()).isEqualTo(expected);
    }

    @Test
    void aHeaderAloneIsEnoughForAModel() {
        EntityType type = suggest(List.of("id", "surname", "dob"), List.of()).entityType();

        assertThat(type.attributes())
                .extracting(Attribute::type)
                .contains(AttributeType.FAMILY_NAME, AttributeType.DATE);
    }

    @Test
    void aTableOfKeysAloneHasOneAttribute() {
        Suggestion suggestion = suggest(List.of("id"), List.of(List.of("a1"), List.of("a2"), List.of("a3")));

        assertThat(suggestion.entityType().attributes()).hasSize(1);
    }

    @Test
    void aTableWithoutColumnsIsRefused() {
        Profile nothing = Profile.of(List.of(), List.of());

        assertThatThrownBy(() -> Suggestion.of(nothing, "x", null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void equalAndOddHeadersBecomeNamesOfTheirOwn() {
        List<String> header = List.of("name", "name", "", "", "2nd name", "Größe", "default", "\n#: \"{}", "名前");

        Suggestion suggestion =
                suggest(header, List.of(Arrays.asList("a b", "c d", "e", "f", "g", "h", "i", "j", "k")));

        assertThat(suggestion.entityType().attributes())
                .extracting(Attribute::name)
                .doesNotHaveDuplicates();
        assertThat(suggestion.columns()).containsEntry("name", 0).containsEntry("name_2", 1);
        assertThat(suggestion.columns()).containsKeys("c_2nd_name", "grosse", "default_");
    }

    @Test
    void aThousandColumnsAreProfiledInShortTime() {
        List<String> header = IntStream.range(0, 1_000).mapToObj(i -> "c" + i).toList();
        List<List<String>> rows = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 300; i++) {
            rows.add(IntStream.range(0, 1_000)
                    .mapToObj(c -> Integer.toString(random.nextInt(1 + c)))
                    .toList());
        }

        assertThat(suggest(header, rows).entityType().attributes()).isNotEmpty();
    }

    @Test
    void veryLongValuesAreText() {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            rows.add(List.of("k" + i, "many words go on ".repeat(20_000) + i));
        }

        assertThat(types(suggest(List.of("k", "v"), rows))).containsEntry("v", AttributeType.TEXT);
    }

    @Test
    void theSameRowsGiveTheSameModel() {
        assertThat(people(PERSON).yaml()).isEqualTo(people(PERSON).yaml());
    }

    @Test
    void aSampleIsSpreadOverAllRows() {
        Sample sample = new Sample(1);
        for (int i = 0; i < 1_000_000; i++) {
            sample.add(List.of(Integer.toString(i)));
        }

        assertThat(sample.seen()).isEqualTo(1_000_000);
        assertThat(sample.size()).isBetween(25_000, 50_000);
        int last = Integer.parseInt(sample.value(sample.size() - 1, 0));
        assertThat(last).isGreaterThan(990_000);
        int stride = Integer.parseInt(sample.value(1, 0));
        for (int i = 0; i < sample.size(); i++) {
            assertThat(sample.value(i, 0)).isEqualTo(Integer.toString(i * stride));
        }
    }

    @Test
    void everySuggestionIsASoundModelThatNamesEachColumnOnce() {
        Seeds.each(60, random -> {
            List<String> header = new ArrayList<>();
            int width = 1 + random.nextInt(9);
            for (int i = 0; i < width; i++) {
                header.add(oddText(random));
            }
            List<List<String>> rows = new ArrayList<>();
            for (int i = random.nextInt(40); i > 0; i--) {
                List<String> row = new ArrayList<>();
                for (int c = random.nextInt(3) == 0 ? random.nextInt(12) : width; c > 0; c--) {
                    row.add(oddText(random));
                }
                rows.add(row);
            }

            Suggestion suggestion = Suggestion.of(Profile.of(header, rows), oddText(random), null);

            assertThat(ModelFiles.parse("x.yaml", suggestion.yaml())).isInstanceOf(ModelFiles.Loaded.class);
            assertThat(suggestion.columns().keySet())
                    .containsExactlyInAnyOrderElementsOf(suggestion.entityType().attributes().stream()
                            .map(Attribute::name)
                            .toList());
            assertThat(suggestion.columns().values()).doesNotHaveDuplicates();
        });
    }

    private static String oddText(SplittableRandom random) {
        String[] pieces = {
            "",
            " ",
            "a",
            "John",
            "12",
            "1980-12-31",
            "x@y.org",
            "\"",
            "'",
            "\\",
            "#",
            ": ",
            "{",
            "}",
            "\n",
            "\t",
            "%s",
            "%",
            "é",
            "名",
            "\u0000",
            "\ud83d",
            "\u2028",
            "null",
            "true",
            "-",
            "id",
            "source",
            "name",
            "date",
            "|",
            "*",
            "&"
        };
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"febrl3", "febrl4", "fake_1000", "gen_10k"})
    void knownSetsOfPeopleGetTheirTypes(String set) {
        List<Map<String, String>> records = SharedData.records(set);
        List<String> header = List.copyOf(records.getFirst().keySet());
        List<List<String>> rows =
                records.stream().map(r -> List.copyOf(r.values())).toList();

        EntityType type = Suggestion.of(Profile.of(header, rows), set, "id").entityType();

        Map<String, AttributeType> types = new LinkedHashMap<>();
        type.attributes().forEach(a -> types.put(a.name(), a.type()));
        assertThat(types)
                .containsValues(
                        AttributeType.GIVEN_NAME, AttributeType.FAMILY_NAME, AttributeType.DATE, AttributeType.CITY);
        assertThat(type.attributes()).hasSize(header.size() - (header.contains("source") ? 2 : 1));
        assertThat(type.matching().onePerSource()).isEqualTo(header.contains("source"));
    }

    @ParameterizedTest
    @CsvSource({
        "fake_1000, 'given-name family-name date city email'",
        "febrl3, 'given-name family-name house-number street text city postcode category date identifier'",
        "febrl4, 'given-name family-name house-number street text city postcode category date identifier'",
        "gen_10k, 'given-name given-name family-name category date house-number street city category postcode phone"
                + " email identifier'"
    })
    void knownSetsGetTheirTypesByValuesAlone(String set, String expected) {
        List<Map<String, String>> records = SharedData.records(set);
        List<String> header = IntStream.range(0, records.getFirst().size())
                .mapToObj(i -> "f" + i)
                .toList();
        List<List<String>> rows =
                records.stream().map(r -> List.copyOf(r.values())).toList();

        EntityType type = suggest(header, rows).entityType();

        assertThat(type.attributes().stream().map(a -> a.type().code()).toList())
                .containsExactly(expected.split(" "));
    }

    private static Suggestion people(List<String> names) {
        List<String> header = new ArrayList<>(List.of("id"));
        header.addAll(names);
        List<List<String>> rows = new ArrayList<>();
        for (SampleRecord record : SAMPLES) {
            if (record.entity().equals("person")) {
                List<String> row = new ArrayList<>(List.of("r" + rows.size()));
                PERSON.forEach(a -> row.add(record.data().getOrDefault(a, "")));
                rows.add(row);
            }
        }
        return suggest(header, rows);
    }

    private static List<String> row(SampleRecord record, String source, int number) {
        List<String> row = new ArrayList<>(List.of("r" + number, source));
        PERSON.forEach(a -> row.add(record.data().getOrDefault(a, "")));
        return row;
    }

    private static List<String> row(SampleRecord record, List<String> header, int number) {
        return header.stream()
                .map(a -> a.equals("id") ? "r" + number : record.data().getOrDefault(a, ""))
                .toList();
    }

    private static Suggestion suggest(List<String> header, List<List<String>> rows) {
        return Suggestion.of(Profile.of(header, rows), "thing", null);
    }

    private static Map<String, AttributeType> types(Suggestion suggestion) {
        Map<String, AttributeType> types = new LinkedHashMap<>();
        suggestion.entityType().attributes().forEach(a -> types.put(a.name(), a.type()));
        return types;
    }
}
