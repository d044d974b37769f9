package io.karat.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import io.karat.model.QualityRule.Severity;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.model.ReferenceList;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulebookTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 1, 31);

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            attribute: x, pattern: '[0-9]{4}'             ; x=1234        ; passed
            attribute: x, pattern: '[0-9]{4}'             ; x=a1234       ; failed
            attribute: x, pattern: '[0-9]{4}'             ;               ; none
            attribute: x, length: {min: 2, max: 3}        ; x=ab          ; passed
            attribute: x, length: {min: 2, max: 3}        ; x=a           ; failed
            attribute: x, length: {max: 3}                ; x=äöüß        ; failed
            attribute: n, range: {min: 1, max: 9.5}       ; n=9.5         ; passed
            attribute: n, range: {min: 1, max: 9.5}       ; n=0.9         ; failed
            attribute: n, range: {min: 1}                 ; n=many        ; none
            attribute: d, dates: {from: '1900-01-01', to: today} ; d=20260131 ; passed
            attribute: d, dates: {from: '1900-01-01', to: today} ; d=20260201 ; failed
            attribute: d, dates: {from: '1900-01-01', to: today} ; d=1899     ; failed
            attribute: d, dates: {from: '1900-06-15', to: today} ; d=1900     ; passed
            attribute: d, dates: {from: '1900-06-15', to: today} ; d=190005   ; failed
            attribute: d, dates: {to: today}              ; d=202602      ; failed
            attribute: x, is: email                       ; x=ada@acme.org ; passed
            attribute: x, is: email                       ; x=ada@acme    ; failed
            attribute: x, is: url                         ; x=www.acme.com/a ; passed
            attribute: x, is: url                         ; x=not a site  ; failed
            attribute: x, is: gtin                        ; x=4006381333931 ; passed
            attribute: x, is: gtin                        ; x=4006381333932 ; failed
            attribute: x, is: gtin                        ; x=96385074    ; passed
            attribute: x, is: gtin                        ; x=036000291452 ; passed
            attribute: x, is: gtin                        ; x=40063813    ; failed
            attribute: x, is: isbn                        ; x=978-3-16-148410-0 ; passed
            attribute: x, is: isbn                        ; x=978-3-16-148410-1 ; failed
            attribute: x, is: issn                        ; x=0317-8471   ; passed
            attribute: x, is: issn                        ; x=0317-8472   ; failed
            attribute: x, is: isin                        ; x=US0378331005 ; passed
            attribute: x, is: isin                        ; x=US0378331006 ; failed
            attribute: x, is: iban                        ; x=DE89 3704 0044 0532 0130 00 ; passed
            attribute: x, is: iban                        ; x=DE89 3704 0044 0532 0130 01 ; failed
            attribute: x, is: luhn                        ; x=79927398713 ; passed
            attribute: x, is: luhn                        ; x=79927398710 ; failed
            attribute: x, is: vat                         ; x=DE 136695976 ; passed
            attribute: x, is: vat                         ; x=ATU12345678 ; passed
            attribute: x, is: vat                         ; x=DE13669597  ; failed
            attribute: x, is: vat                         ; x=ZZ136695976 ; failed
            attribute: x, is: readable                    ; x=?           ; failed
            attribute: x, is: readable                    ; x=a           ; passed
            attribute: x, codes: [A, B]                   ; x= b          ; passed
            attribute: x, codes: [A, B]                   ; x=C           ; failed
            attribute: x, required: all                   ; y=1           ; failed
            attributes: [x, y], required: any             ; y=1           ; passed
            attributes: [x, y], required: any             ;               ; failed
            check: 'x == null || x.size() > 2'            ; x=abc         ; passed
            check: 'x == null || x.size() > 2'            ;               ; passed
            check: 'x.size() > 2'                         ;               ; none
            check: 'x.size() > 2'                         ; x=a           ; failed
            check: 'd <= today'                           ; d=20260201    ; failed
            check: 'source == "crm" && key == "1"'        ;               ; passed
            attribute: x, is: gtin, when: 'y == "1"'      ; x=1 y=1       ; failed
            attribute: x, is: gtin, when: 'y == "1"'      ; x=1           ; none
            """)
    void eachTestTellsGoodFromBadAndWhatItDoesNotApplyTo(String rule, String record, String expected) {
        Rulebook book = book("{id: q, " + rule + "}");
        Marks marks = book.judge(subject(record == null ? "" : record));

        assertThat(marks.applied(0)).isEqualTo(!expected.equals("none"));
        assertThat(marks.failed(0)).isEqualTo(expected.equals("failed"));
        assertThat(Marks.of(marks.stored())).isEqualTo(marks);
    }

    @Test
    void aRuleOverValuesLooksAtEachAttributeByItself() {
        Rulebook book = book("{id: q, attributes: [x, y], is: gtin}");
        Marks marks = book.judge(subject("x=4006381333931 y=1"));

        assertThat(book.checks()).extracting(c -> c.name().attributes()).containsExactly("x", "y");
        assertThat(book.failed(marks)).extracting(c -> c.name().attributes()).containsExactly("y");
        assertThat(book.failedRules(marks)).containsExactly("q");
    }

    @Test
    void anExpressionIsAboutTheAttributesItMentions() {
        assertThat(book("{id: q, check: 'x == null || n > 3.0 || source == \"crm\"'}")
                        .checks())
                .extracting(c -> c.name().attributes())
                .containsExactly("n,x");
    }

    @Test
    void everyValueOfAnAttributeHasToBeGood() {
        Rulebook book = book("{id: q, attribute: m, length: {max: 2}}");
        RecordData data = new RecordData(new java.util.TreeMap<>(Map.of("m", List.of("a", "long"))));

        assertThat(book.judge(new Subject(new RecordKey("crm", "1"), TODAY, data, Map.of(), Set.of()))
                        .failed(0))
                .isTrue();
    }

    @Test
    void theWorstSeverityDecidesAndTheScoreIsWeighedByIt() {
        Rulebook book = book("""
                {id: a, attribute: x, length: {max: 2}, severity: warn},
                {id: b, attribute: x, length: {max: 2}, severity: quarantine},
                {id: c, attribute: x, length: {max: 9}, severity: reject},
                {id: d, attribute: y, length: {max: 9}, severity: reject}
                """);
        Marks marks = book.judge(subject("x=abc"));

        assertThat(book.worst(marks)).contains(Severity.QUARANTINE);
        assertThat(book.score(marks)).hasValueCloseTo(8.0 / (1 + 4 + 8), within(1e-12));
        assertThat(book.score(book.judge(subject("")))).isEmpty();
        assertThat(book.judge(subject(""))).isEqualTo(Marks.NONE);
    }

    @Test
    void marksOfRulesThatAreGoneCountForNothing() {
        Marks marks = book("{id: a, attribute: x, length: {max: 2}}").judge(subject("x=abc"));
        Rulebook later =
                Rulebook.of(type("{id: b, attribute: x, length: {max: 9}}"), Map.of(new Check.Name("b", "x"), 1));

        assertThat(later.failed(marks)).isEmpty();
        assertThat(later.worst(marks)).isEmpty();
        assertThat(later.score(marks)).isEmpty();
    }

    @Test
    void aListKnowsWhatASourceCallsItsCodes() {
        ReferenceList countries = new ReferenceList(
                "countries",
                Map.of("de", new ReferenceList.Code("DE", "Germany")),
                Map.of("allemagne", "de"),
                Map.of("crm", Map.of("ger", "de")));

        assertThat(countries.code("crm", " GER ")).contains("DE");
        assertThat(countries.code("shop", "GER")).isEmpty();
        assertThat(countries.code("shop", "De")).contains("DE");
    }

    @Test
    void aMessageNamesTheAttributeAndNeverTheValue() {
        assertThat(book("{id: q, attribute: x, is: iban}")
                        .checks()
                        .getFirst()
                        .rule()
                        .message())
                .isEqualTo("Ex: not a valid IBAN.");
    }

    private static Rulebook book(String rules) {
        EntityType type = type(rules);
        Map<Check.Name, Integer> numbers = new HashMap<>();
        Rulebook.names(type).forEach(name -> numbers.put(name, numbers.size()));
        return Rulebook.of(type, numbers);
    }

    private static EntityType type(String rules) {
        String text = """
                entity: thing
                attributes:
                  x: {type: text, label: Ex}
                  y: {type: text}
                  n: {type: number}
                  d: {type: date}
                  m: {type: text, many: true}
                quality: [%s]
                """.formatted(rules);
        return switch (ModelFiles.parse("thing.yaml", text)) {
            case ModelFiles.Loaded loaded -> loaded.models().getFirst();
            case ModelFiles.Faulty faulty -> throw new AssertionError(faulty.problems());
        };
    }

    /** {@code x=value y=value}; {@code ?} cannot be read, nor can a number with a letter. */
    private static Subject subject(String record) {
        Map<String, String> values = new HashMap<>();
        for (String part : record.split(" (?=[xyndm]=)")) {
            if (!part.isBlank()) {
                values.put(part.substring(0, 1), part.substring(2));
            }
        }
        Map<String, List<String>> comparable = new HashMap<>();
        values.forEach(
                (name, value) -> comparable.put(name, List.of(value.equals("?") || value.equals("many") ? "" : value)));
        Set<String> unread = "?".equals(values.get("x")) ? Set.of("x") : Set.of();
        return new Subject(new RecordKey("crm", "1"), TODAY, RecordData.of(values), comparable, unread);
    }
}
