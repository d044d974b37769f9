package io.karat.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.karat.model.Attribute;
import io.karat.model.AttributeType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {

    private static final List<String> NAMES = List.of("source", "name", "born", "price", "mail", "none");
    private static final Map<String, Object> RECORD = Map.of(
            "source", "crm", "name", "Ann", "born", "1980-02-13", "price", 12.5, "mail", List.of("a@x.com", "b@y.org"));

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "source == 'crm';                          true",
                "source in ['shop', 'web'];                false",
                "none == null;                             true",
                "name != null && name.startsWith('A');     true",
                "none == null || none <= born;             true",
                "born < '1990-01-01';                      true",
                "price > 10 && price < 12.6;               true",
                "price == 12;                              false",
                "mail.exists(m, m.endsWith('.org'));       true",
                "size(mail) > 2;                           false",
                "name.lowerAscii() == 'ann';               true"
            })
    void holdsOrNot(String text, boolean expected) {
        assertThat(Expression.of(text, NAMES).test(RECORD)).contains(expected);
    }

    @Test
    void isUndecidedWhereAValueIsAbsent() {
        assertThat(Expression.of("none.startsWith('A')", NAMES).test(RECORD)).isEmpty();
        assertThat(Expression.of("none > 3", NAMES).test(RECORD)).isEmpty();
        assertThat(Expression.of("name", NAMES).test(RECORD)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "sorce == 'crm';   undeclared reference to 'sorce'",
                "source ==;        (at 1:",
                "'crm';            expected type 'bool'",
                "name.size(1);     no matching overload"
            })
    void saysWhatIsWrong(String text, String problem) {
        assertThat(Expression.problem(text, NAMES))
                .hasValueSatisfying(p -> assertThat(p).contains(problem).doesNotContain("\n"));
        assertThatThrownBy(() -> Expression.of(text, NAMES)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void factsHaveTheFormOfTheirType() {
        assertThat(value(AttributeType.DATE, false, "13 Feb 1980", "19800213")).isEqualTo("1980-02-13");
        assertThat(value(AttributeType.DATE, false, "Feb 1980", "198002")).isEqualTo("1980-02");
        assertThat(value(AttributeType.DATE, false, "soon", "")).isNull();
        assertThat(value(AttributeType.MONEY, false, "EUR 1.50", "1.5")).isEqualTo(1.5);
        assertThat(value(AttributeType.YEAR, false, "1999", "1999")).isEqualTo(1999L);
        assertThat(value(AttributeType.TEXT, false, "n/a", "", "Ann", "ann")).isEqualTo("Ann");
        assertThat(value(AttributeType.TEXT, false, "n/a", "")).isEqualTo("n/a");
        assertThat(value(AttributeType.TEXT, true, "n/a", "", "Ann", "ann")).isEqualTo(List.of("n/a", "Ann"));
        assertThat(value(AttributeType.TEXT, true)).isEqualTo(List.of());
    }

    private static Object value(AttributeType type, boolean many, String... rawAndComparable) {
        Facts facts = new Facts(new Attribute("x", "X", type, false, many, false, false));
        for (int i = 0; i < rawAndComparable.length; i += 2) {
            facts.add(rawAndComparable[i], rawAndComparable[i + 1]);
        }
        return facts.value();
    }
}
