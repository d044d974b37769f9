package io.karat.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.karat.model.EntityType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScorerTest {

    private static final double LINK = Math.log(0.95 / 0.05);
    private static final double REVIEW = Math.log(0.30 / 0.70);

    private static final EntityType PERSON = People.PERSON;
    private static final Scorer SCORER = scorer(DemotedValues.NONE);

    private static final Values ADA = People.record(
            "adelaide",
            "rose",
            "winterbottom",
            "f",
            "1971-06-24",
            "12",
            "harbour lane",
            "whitby",
            "yorkshire",
            "58213",
            "4415550101",
            "adelaide.winterbottom@mail.example",
            "700895082");

    private static Scorer scorer(DemotedValues demoted) {
        return new Scorer(PERSON, Parameters.builtIn(PERSON), demoted);
    }

    private static Values with(Values of, String... attributesAndValues) {
        Values changed = of;
        for (int i = 0; i < attributesAndValues.length; i += 2) {
            changed = People.with(PERSON, changed, attributesAndValues[i], attributesAndValues[i + 1]);
        }
        return changed;
    }

    private static double logOdds(Values a, Values b) {
        return SCORER.score(a, b).logOdds();
    }

    private static Values withoutContacts(Values of) {
        return with(of, "phone", "", "email", "", "tax_id", "");
    }

    @Test
    void a_record_and_its_copy_are_one_person() {
        assertThat(logOdds(ADA, ADA)).isGreaterThan(20);
        assertThat(SCORER.score(ADA, ADA).evidence()).isEqualTo(Scorer.CLIP);
    }

    @Test
    void a_person_who_moved_stays_above_link() {
        Values moved = with(
                ADA,
                "house_number",
                "7",
                "street",
                "mill road",
                "city",
                "truro",
                "postcode",
                "10412",
                "phone",
                "",
                "email",
                "",
                "tax_id",
                "");
        assertThat(logOdds(ADA, moved)).isGreaterThan(LINK);
    }

    @Test
    void twins_at_one_address_stay_below_link() {
        Values twin = withoutContacts(with(ADA, "given_name", "philippa", "middle_name", ""));
        assertThat(logOdds(ADA, twin)).isLessThan(LINK);
        assertThat(logOdds(ADA, with(twin, "middle_name", "jane"))).isLessThan(REVIEW);
    }

    @Test
    void father_and_son_of_one_name_at_one_address_stay_below_link() {
        Values father = with(ADA, "given_name", "leopold", "sex", "m", "middle_name", "", "email", "", "tax_id", "");
        Values son = with(father, "birth_date", "2001-12-03");
        assertThat(logOdds(father, son)).isLessThan(LINK);
    }

    @Test
    void members_of_a_household_stay_below_review() {
        Values spouse = with(
                ADA,
                "given_name",
                "leopold",
                "sex",
                "m",
                "middle_name",
                "",
                "birth_date",
                "1968-02-11",
                "email",
                "",
                "tax_id",
                "");
        assertThat(logOdds(ADA, spouse)).isLessThan(REVIEW);
        assertThat(logOdds(ADA, with(spouse, "sex", ""))).isLessThan(REVIEW);
        assertThat(logOdds(ADA, with(spouse, "email", "adelaide.winterbottom@mail.example")))
                .as("a shared mailbox")
                .isLessThan(REVIEW);
    }

    @Test
    void strangers_of_one_common_name_stay_below_link() {
        Values a = People.record("john", "", "smith", "m", "", "", "", "london", "", "", "", "", "");
        assertThat(logOdds(a, a)).isLessThan(LINK);
    }

    @Test
    void agreement_on_a_rare_name_says_more_than_on_a_common_one() {
        Values common =
                with(ADA, "family_name", "smith", "street", "", "house_number", "", "postcode", "", "email", "");
        Values rare = with(common, "family_name", "winterbottom");
        assertThat(logOdds(rare, rare)).isGreaterThan(logOdds(common, common));
    }

    @Test
    void swapped_names_meet() {
        Values swapped = with(ADA, "given_name", "winterbottom", "family_name", "adelaide");
        Values different = with(ADA, "given_name", "leopold", "family_name", "ashgrove");
        assertThat(logOdds(ADA, swapped)).isGreaterThan(logOdds(ADA, different) + 5);
        assertThat(SCORER.explain(ADA, swapped, List.of()).comparisons()).anySatisfy(bar -> {
            assertThat(bar.attribute()).isEqualTo("name order");
            assertThat(bar.level()).isEqualTo("swapped");
        });
    }

    @Test
    void missing_values_are_no_evidence() {
        Values nothing = with(ADA, "email", "");
        Explanation explanation = SCORER.explain(ADA, nothing, List.of());
        assertThat(explanation.comparisons()).anySatisfy(bar -> {
            assertThat(bar.attribute()).isEqualTo("email");
            assertThat(bar.level()).isEqualTo("missing");
            assertThat(bar.weight()).isZero();
            assertThat(bar.agreement()).isNegative();
        });
        Values empty = People.record("", "", "", "", "", "", "", "", "", "", "", "", "");
        assertThat(SCORER.score(ADA, empty).evidence()).isCloseTo(0, within(1e-9));
    }

    /** As learnt from records that hold these addresses. */
    private static Scorer counted(Map<String, Double> addresses) {
        Parameters builtIn = Parameters.builtIn(PERSON);
        TermFrequencies[] frequencies = builtIn.frequencies().clone();
        frequencies[PERSON.indexOf("email")] = TermFrequencies.of(addresses, 1e-6, false);
        int comparisons = builtIn.classes().getFirst().m().length;
        double[][] u = IntStream.range(0, comparisons).mapToObj(builtIn::u).toArray(double[][]::new);
        int[] holders = IntStream.range(0, frequencies.length)
                .map(builtIn::expectedHolders)
                .toArray();
        return new Scorer(
                PERSON,
                Parameters.of(
                        builtIn.referenceSize(), builtIn.classes(), u, new Parameters.Attributes(frequencies, holders)),
                DemotedValues.NONE);
    }

    private static final String OF_MARY = "mary.smith@mail.example";
    private static final String OF_ADA = "adelaide.winterbottom@mail.example";
    private static final String OF_ITS_OWN = "harbourmaster@mail.example";
    private static final Scorer COUNTED = counted(Map.of(OF_MARY, 2e-6, OF_ADA, 1e-3, OF_ITS_OWN, 2e-6));

    private static double counted(Values a, Values b) {
        return COUNTED.score(a, b).logOdds();
    }

    private static List<String> levels(Scorer by, Values a, Values b, String... attributes) {
        List<Explanation.Comparison> bars = by.explain(a, b, List.of()).comparisons();
        return Stream.of(attributes)
                .map(attribute -> bars.stream()
                        .filter(bar -> bar.attribute().equals(attribute))
                        .findFirst()
                        .orElseThrow()
                        .level())
                .toList();
    }

    @Test
    void common_names_follow_from_an_address_that_is_made_of_them() {
        Values mary = with(ADA, "given_name", "mary", "family_name", "smith", "email", OF_MARY);
        assertThat(levels(COUNTED, mary, mary, "given_name", "family_name", "email"))
                .containsExactly("as the address says", "as the address says", "equal");
        Values nameless = with(mary, "given_name", "", "family_name", "");
        assertThat(counted(mary, mary)).isCloseTo(counted(nameless, nameless), within(0.1));
    }

    @Test
    void an_address_follows_from_rare_names_that_it_is_made_of() {
        assertThat(levels(COUNTED, ADA, ADA, "given_name", "family_name", "email"))
                .containsExactly("equal", "equal", "equal as the names are");
        Values none = with(ADA, "email", "");
        assertThat(counted(ADA, ADA)).isEqualTo(counted(none, none));
    }

    @Test
    void an_address_of_its_own_counts_beside_the_names() {
        Values own = with(ADA, "email", OF_ITS_OWN);
        assertThat(levels(COUNTED, own, own, "given_name", "family_name", "email"))
                .containsOnly("equal");
        assertThat(counted(own, own)).isGreaterThan(counted(ADA, ADA));
    }

    @Test
    void namesakes_of_a_common_name_and_its_address_are_not_one_person() {
        Values one = with(withoutContacts(ADA), "given_name", "mary", "family_name", "smith", "email", OF_MARY);
        Values two = with(
                one,
                "middle_name",
                "kate",
                "birth_date",
                "1948-11-02",
                "house_number",
                "4",
                "street",
                "mill road",
                "city",
                "truro",
                "state",
                "cornwall",
                "postcode",
                "10412");
        assertThat(counted(one, two)).isLessThan(REVIEW);
    }

    @Test
    void addresses_that_were_never_counted_explain_nothing() {
        assertThat(levels(SCORER, ADA, ADA, "given_name", "family_name", "email"))
                .containsOnly("equal");
    }

    @Test
    void demoted_values_are_no_evidence() {
        int email = PERSON.indexOf("email");
        DemotedValues demoted =
                new DemotedValues(Set.of(DemotedValues.hash(email, "adelaide.winterbottom@mail.example")));
        assertThat(scorer(demoted).score(ADA, ADA).logOdds())
                .isEqualTo(logOdds(with(ADA, "email", ""), with(ADA, "email", "")));
    }

    @Test
    void the_best_pair_of_many_values_counts() {
        Values two = with(ADA, "email", "other@mail.example|adelaide.winterbottom@mail.example");
        assertThat(logOdds(ADA, two)).isEqualTo(logOdds(ADA, ADA));
    }

    @Test
    void exclusive_values_conflict_when_more_than_one_edit_apart_and_none_agree() {
        assertThat(SCORER.exclusiveConflict(ADA, with(ADA, "tax_id", "700895083")))
                .isFalse();
        assertThat(SCORER.exclusiveConflict(ADA, with(ADA, "tax_id", "123456789")))
                .isTrue();
        assertThat(SCORER.exclusiveConflict(ADA, with(ADA, "tax_id", "123456789|700895082")))
                .isFalse();
        assertThat(SCORER.exclusiveConflict(ADA, with(ADA, "tax_id", ""))).isFalse();
    }

    @Test
    void an_explanation_adds_up() {
        Values other = with(ADA, "given_name", "ada", "street", "harbor lane", "birth_date", "", "tax_id", "123456789");
        Explanation explanation = SCORER.explain(ADA, other, List.of());
        double sum = explanation.prior()
                + explanation.comparisons().stream()
                        .mapToDouble(Explanation.Comparison::weight)
                        .sum();
        assertThat(sum).isCloseTo(explanation.logOdds(), within(1e-9));
        assertThat(explanation.logOdds()).isEqualTo(logOdds(ADA, other));
        assertThat(explanation.comparisons().getLast().attribute()).isEqualTo("household");
        assertThat(explanation.sentence()).isNotBlank();
    }

    @Test
    void a_bar_tells_what_the_rarity_of_the_value_adds() {
        Parameters parameters = Parameters.builtIn(PERSON);
        int given = PERSON.indexOf("given_name");
        double[] m = parameters.classes().getFirst().m()[given];
        double[] u = parameters.u(given);
        int top = m.length - 1;
        double share = (m[top] - u[top]) / (1 - u[top]);
        for (String name : List.of("adelaide", "john")) {
            Values one = withoutContacts(with(ADA, "given_name", name));
            Explanation.Comparison bar =
                    SCORER.explain(one, one, List.of()).comparisons().get(given);
            double frequency = parameters.frequencies(given).of(name);
            assertThat(bar.level()).isEqualTo("equal");
            assertThat(bar.weight()).isCloseTo(Math.log(1 - share + share / frequency), within(1e-9));
            assertThat(bar.weight() - bar.termFrequency()).isCloseTo(Math.log(m[top] / u[top]), within(1e-9));
        }
    }

    @Test
    void a_rare_value_adds_and_a_frequent_one_takes_off() {
        Values rare = withoutContacts(ADA);
        Values frequent = with(rare, "given_name", "john");
        assertThat(termFrequency(rare, rare, "given_name")).isPositive();
        assertThat(termFrequency(frequent, frequent, "given_name")).isNegative();
    }

    @Test
    void where_no_value_is_agreed_on_nothing_is_rare() {
        assertThat(termFrequency(ADA, with(ADA, "given_name", "leopold"), "given_name"))
                .isZero();
        assertThat(termFrequency(ADA, with(ADA, "given_name", "adelaid"), "given_name"))
                .isZero();
        assertThat(termFrequency(ADA, with(ADA, "given_name", ""), "given_name"))
                .isZero();
    }

    private static double termFrequency(Values a, Values b, String attribute) {
        return SCORER.explain(a, b, List.of())
                .comparisons()
                .get(PERSON.indexOf(attribute))
                .termFrequency();
    }
}
