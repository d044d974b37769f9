package io.karat.ledger;

import static io.karat.ledger.Lab.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import io.karat.golden.Candidate;
import io.karat.golden.Forge;
import io.karat.golden.GoldenValues;
import io.karat.model.EntityType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Codes, nicknames and legal forms from files beside the models, from arrival to golden records, and edited since. */
class ReferenceListsTest {

    private static final String MODEL = """
            entity: contact
            attributes:
              given_name:  {type: given-name}
              family_name: {type: family-name}
              birth_date:  {type: date}
              company:     {type: organisation-name}
              phone:       {type: phone}
              country:     {type: country%s}
              grade:       {type: category%s}
            survivorship:
              default: {rule: most-recent}
              country: {rule: source-priority, order: [crm]}
            quality:
              - {id: country-known, attribute: country, is: readable}
              - {id: country-listed, attribute: country, codes: countries}
            """;
    private static final String COUNTRIES = """
            list: countries
            codes: {DE: Germany, FR: France, XK: Kosovo}
            words: {allemagne: DE}
            sources:
              crm: {D: DE, "49": DE}
            """;
    private static final String GRADES = """
            list: grades
            codes: {A-1: the best, B-2: the others}
            sources:
              shop: {gold: A-1}
            """;
    private static final Map<String, String> RUTH = Map.of(
            "given_name", "Ruth", "family_name", "Abendroth", "birth_date", "1971-02-03", "phone", "030 1234567");

    @TempDir
    private Path rules;

    @BeforeEach
    void lists() throws Exception {
        write("contact.yaml", MODEL.formatted(", reference: countries", ", reference: grades"));
        write("reference/countries.yaml", COUNTRIES);
        write("reference/grades.yaml", GRADES);
    }

    private void write(String file, String text) throws IOException {
        Path path = rules.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private EntityType model() {
        return Lab.type(rules, "contact");
    }

    private static Map<String, String> with(Map<String, String> data, String name, String value) {
        Map<String, String> more = new java.util.HashMap<>(data);
        more.put(name, value);
        return more;
    }

    @Test
    void recordsThatSayOneCodeInDifferentWordsAgreeAndTheGoldenRecordHasTheCode() {
        try (Lab lab = Lab.fresh(model())) {
            lab.tell(upsert("crm", "1", with(RUTH, "country", "49")));
            lab.tell(upsert("shop", "1", with(with(RUTH, "country", "Deutschland"), "grade", "gold")));
            lab.tell(upsert("shop", "2", with(RUTH, "country", "Allemagne")));

            assertThat(lab.partition()).hasSize(1);
            assertThat(lab.golden().values())
                    .singleElement()
                    .satisfies(golden ->
                            assertThat(golden).contains("\"country\":[\"DE\"]").contains("\"grade\":[\"A-1\"]"));
            assertThat(features(lab, 4)).containsOnly("DE");
            assertThat(lab.violations()).isEmpty();
        }
    }

    /** Standard values of an attribute of all records; the phone was read by the country, so it stands for it here too. */
    private static List<String> features(Lab lab, int phone) {
        return lab.strings("select ordinal from source_record where state = 1 order by ordinal").stream()
                .map(ordinal -> lab.writer().state().features(Integer.parseInt(ordinal)))
                .map(features -> {
                    assertThat(features.values(phone)).containsExactly("301234567");
                    return features.values(phone + 1)[0];
                })
                .toList();
    }

    @Test
    void theLineageShowsWhatEachSourceSaidItself() throws Exception {
        EntityType type = model();
        try (Lab lab = Lab.fresh(type)) {
            lab.tell(upsert("crm", "1", with(RUTH, "country", "D")));
            lab.tell(upsert("shop", "1", with(RUTH, "country", "FR")));

            try (Connection connection = lab.database.getConnection()) {
                var members = new RecordStore(connection, type.name())
                        .contributions(
                                List.of(0, 1),
                                lab.writer().setting().standardiser(),
                                lab.writer().setting().inspector().rulebook());
                List<Candidate> candidates = Forge.candidates(type, members, "country", false, Lab.START);
                GoldenValues.Value value = Forge.forge(type, members, List.of(), Lab.START)
                        .values()
                        .get("country");

                assertThat(candidates).extracting(Candidate::value).containsExactly("DE", "FR");
                assertThat(candidates).extracting(Candidate::sent).containsExactly("D", "FR");
                assertThat(value.values()).containsExactly("DE");
            }
        }
    }

    @Test
    void aCodeThatNoListHasIsNoEvidenceAndAFinding() {
        try (Lab lab = Lab.fresh(model())) {
            lab.tell(upsert("shop", "1", with(RUTH, "country", "D")));

            assertThat(lab.strings("select findings::text from source_record"))
                    .singleElement()
                    .asString()
                    .contains("code.unknown", "Not in the list of codes 'countries'.")
                    .doesNotContain("\"D\"");
            assertThat(lab.strings(
                            "select rule from quality_finding join quality_check using (entity, number) order by rule"))
                    .containsExactly("country-known", "country-listed");
            assertThat(lab.golden().values())
                    .singleElement()
                    .asString()
                    .as("what cannot be read survives where there is nothing better")
                    .contains("\"country\":[\"D\"]");
        }
    }

    @Test
    void aLoadReadsTheSameCodes() {
        try (Lab lab = Lab.fresh(model())) {
            lab.load(List.of(upsert("crm", "1", with(RUTH, "country", "D"))));

            assertThat(lab.golden().values()).singleElement().asString().contains("\"country\":[\"DE\"]");
        }
    }

    @Test
    void anEditedListChangesWhatIsThereAndWhatItsRecordsFail() throws Exception {
        try (Lab lab = Lab.fresh(model())) {
            lab.tell(upsert("shop", "1", with(RUTH, "country", "Teutonia")));
            lab.tell(upsert("shop", "2", Map.of("given_name", "Odo", "family_name", "Nagel", "country", "FR")));
            UUID golden = lab.goldenOf("shop", "1");
            lab.renewal().run();
            assertThat(lab.renewal().due()).isFalse();

            write("reference/countries.yaml", COUNTRIES.replace("allemagne: DE", "teutonia: DE, FR2: FR"));
            EntityType edited = model();
            lab.change(edited);
            assertThat(lab.renewal().due()).isTrue();
            assertThat(lab.renewal().run()).isEqualTo(new Renewal.Done(2, 1));
            lab.reassessment().run();

            assertThat(lab.renewal().due()).isFalse();
            assertThat(lab.strings("select findings::text from source_record where findings is not null"))
                    .isEmpty();
            assertThat(lab.strings("select number::text from quality_finding")).isEmpty();
            assertThat(lab.strings(
                            "select cause || ' ' || rules_version from golden_version where golden_id = ?::uuid order by seq desc limit 1",
                            golden.toString()))
                    .containsExactly("reference " + edited.version());
            assertThat(lab.golden().toString()).contains("\"DE\"").doesNotContain("Teutonia");
            assertThat(lab.violations()).isEmpty();

            lab.crash();
            assertThat(lab.golden().toString()).contains("\"DE\"");
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void aListThatIsTakenAwayGivesBackWhatTheSourcesSaid() throws Exception {
        try (Lab lab = Lab.fresh(model())) {
            lab.tell(upsert("crm", "1", with(RUTH, "country", "D")));
            lab.renewal().run();

            write("contact.yaml", MODEL.formatted("", ", reference: grades"));
            lab.change(model());
            lab.renewal().run();

            assertThat(lab.golden().values()).singleElement().asString().contains("\"country\":[\"D\"]");
            assertThat(lab.strings("select findings::text from source_record"))
                    .singleElement()
                    .asString()
                    .contains("country.unknown");
        }
    }

    @Test
    void whatCameWhileRecordsAreStandardisedAgainStands() throws Exception {
        try (Lab lab = Lab.fresh(model())) {
            lab.tell(upsert("shop", "1", with(RUTH, "country", "Teutonia")));
            lab.renewal().run();
            write("reference/countries.yaml", COUNTRIES.replace("allemagne", "teutonia"));
            lab.change(model());

            boolean[] sent = {false};
            Runnable meanwhile = () -> {
                if (!sent[0]) {
                    sent[0] = true;
                    lab.tell(upsert("shop", "1", with(RUTH, "country", "FR")));
                }
            };
            lab.renewal(meanwhile).run();

            assertThat(lab.golden().values()).singleElement().asString().contains("\"country\":[\"FR\"]");
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void namesThatAreGroupedByAFileJoinRecordsOnceItIsThere() throws Exception {
        Map<String, String> other = with(RUTH, "given_name", "Zwinkie");
        try (Lab lab = Lab.fresh(model())) {
            lab.tell(upsert("crm", "1", RUTH), upsert("shop", "1", other));
            double before = score(lab);
            lab.renewal().run();
            String version = model().version();

            write("reference/nicknames.yaml", "list: nicknames\ngroups:\n  - [Ruth, Zwinkie]\n");
            EntityType renamed = model();
            lab.change(renamed);

            assertThat(renamed.version()).isNotEqualTo(version);
            assertThat(lab.renewal().due()).isTrue();
            lab.renewal().run();
            assertThat(lab.renewal().due()).isFalse();
            assertThat(score(lab)).isGreaterThan(before);
        }
    }

    private static double score(Lab lab) {
        return new io.karat.match.Scorer(
                        lab.writer().setting().type(),
                        lab.writer().parameters(),
                        lab.writer().demoted())
                .score(lab.writer().state().features(0), lab.writer().state().features(1))
                .logOdds();
    }

    @Test
    void legalFormsOfAFileAreNoPartOfAName() throws Exception {
        write("reference/legal-forms.yaml", "list: legal-forms\ncodes: {eZwg: a form of nowhere}\n");
        try (Lab lab = Lab.fresh(model())) {
            lab.tell(upsert("crm", "1", Map.of("company", "Nordlicht eZwg")));

            assertThat(lab.writer().state().features(0).values(3)).containsExactly("nordlicht");
        }
    }
}
