package io.karat.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.karat.model.EntityType;
import org.junit.jupiter.api.Test;

class ParametersTest {

    private static final EntityType PERSON = People.PERSON;

    @Test
    void encoding_is_deterministic_and_decoding_restores_everything() {
        Parameters parameters = Parameters.builtIn(PERSON).withVersion(7);
        byte[] bytes = parameters.encode();
        assertThat(Parameters.builtIn(PERSON).withVersion(7).encode()).isEqualTo(bytes);
        Parameters decoded = Parameters.decode(PERSON, bytes);
        assertThat(decoded.encode()).isEqualTo(bytes);
        assertThat(decoded.version()).isEqualTo(7);
        assertThat(decoded.referenceSize()).isEqualTo(parameters.referenceSize());
        assertThat(decoded.matchesPerRecord()).isEqualTo(parameters.matchesPerRecord());
        for (int i = 0; i < PERSON.attributes().size(); i++) {
            assertThat(decoded.expectedHolders(i)).isEqualTo(parameters.expectedHolders(i));
        }
    }

    @Test
    void built_in_parameters_have_version_0() {
        assertThat(Parameters.builtIn(PERSON).version()).isZero();
    }

    @Test
    void parameters_of_other_attributes_are_refused() {
        byte[] bytes = Parameters.builtIn(People.type("product", "title:text", "price:money"))
                .encode();
        assertThatThrownBy(() -> Parameters.decode(PERSON, bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("train again");
    }

    @Test
    void bytes_that_are_cut_off_are_refused() {
        byte[] bytes = Parameters.builtIn(PERSON).encode();
        assertThatThrownBy(() -> Parameters.decode(PERSON, java.util.Arrays.copyOf(bytes, bytes.length / 2)))
                .isInstanceOf(java.io.UncheckedIOException.class);
    }

    @Test
    void every_table_is_a_distribution() {
        Parameters parameters = Parameters.builtIn(PERSON);
        for (MatchClass c : parameters.classes()) {
            for (double[] table : c.m()) {
                assertThat(java.util.Arrays.stream(table).sum()).as(c.name()).isCloseTo(1, within(1e-12));
            }
        }
    }

    @Test
    void an_address_for_mail_has_few_holders_and_a_name_any_number() {
        Parameters parameters = Parameters.builtIn(PERSON);
        assertThat(parameters.expectedHolders(PERSON.indexOf("email"))).isBetween(5, 500);
        assertThat(parameters.expectedHolders(PERSON.indexOf("family_name"))).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void unknown_names_are_rare_and_words_of_a_value_count_together() {
        TermFrequencies names = Parameters.builtIn(PERSON).frequencies(PERSON.indexOf("given_name"));
        assertThat(names.of("mary")).isGreaterThan(names.of("lucy")).isGreaterThan(0.005);
        assertThat(names.of("zebulonia")).isLessThan(names.of("lucy"));
        assertThat(names.of("mary lucy")).isLessThan(names.of("lucy"));
    }
}
