package io.karat.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The level each kind of comparison finds, in words. */
class ComparisonTest {

    private static void check(Comparison comparison, String a, String b, String word) {
        assertThat(comparison.levels().get(comparison.level(a, b)).word())
                .as("%s, %s", a, b)
                .isEqualTo(word);
        assertThat(comparison.level(b, a)).as("%s, %s", b, a).isEqualTo(comparison.level(a, b));
    }

    @ParameterizedTest
    @CsvSource({
        "catherine,catherine,equal",
        "catherine,cathrine,one edit",
        "catherine,catherien,one edit",
        "robert,bob,nickname",
        "catherine,katheryne,similar",
        "maria,maria luisa,initial or part",
        "luisa,maria luisa,initial or part",
        "j,john,initial or part",
        "john,j,initial or part",
        "j,mary,different",
        "jo,al,different",
        "john,mary,different"
    })
    void names(String a, String b, String word) {
        check(
                new NameComparison(
                        (x, y) -> x.startsWith("rob") && y.equals("bob") || y.startsWith("rob") && x.equals("bob")),
                a,
                b,
                word);
    }

    @ParameterizedTest
    @CsvSource({
        "1971-06-24,1971-06-24,equal",
        "1971-06-24,1971-06-25,one edit",
        "1971-06-24,1971-06-42,one edit",
        "1971-06-04,1971-04-06,day and month swapped or year slip",
        "1971-06-24,1981-06-24,one edit",
        "1979-06-24,1980-06-24,day and month swapped or year slip",
        "1971-06-24,1971-01-01,two of three parts equal",
        "1971-06-24,1971-06-13,two of three parts equal",
        "1971-06-24,1972-05-24,two edits",
        "1971-06-24,1971-11-13,year or day and month equal",
        "1971-06-24,1933-06-24,day and month swapped or year slip",
        "1971-06-24,1970-11-13,nearby",
        "1971-06-24,1938-11-13,different",
        "1971,1971-06-24,year or day and month equal",
        "1971-06,1971-06-24,two of three parts equal",
        "1933,1971-06-24,different"
    })
    void dates(String a, String b, String word) {
        check(new DateComparison(), a, b, word);
    }

    @ParameterizedTest
    @CsvSource({
        "700895082,700895082,equal",
        "700895082,700895083,one edit",
        "700895082,708095082,one edit",
        "700895082,700895093,two edits",
        "700895082,123456789,different",
        "12,13,different"
    })
    void identifiers(String a, String b, String word) {
        check(CodeComparison.identifier(), a, b, word);
    }

    @ParameterizedTest
    @CsvSource({
        "+442075550101,2075550101,one edit",
        "+442075550101,+442075550102,one edit",
        "+442075550101,+443069990123,different"
    })
    void phones(String a, String b, String word) {
        check(CodeComparison.phone(), a, b, word);
    }

    @ParameterizedTest
    @CsvSource({
        "ada.byron@mail.example,ada.byron@mail.example,equal",
        "ada.byron@mail.example,ada.byron@post.example,same name part or two edits",
        "ada.byron@mail.example,ada.byrom@mail.example,same name part or two edits",
        "ada.byron@mail.example,ada.byron7@other.example,similar name part",
        "ada.byron@mail.example,xavier@other.example,different"
    })
    void mail(String a, String b, String word) {
        check(new EmailComparison(), a, b, word);
    }

    @ParameterizedTest
    @CsvSource({
        "harbour lane,harbor lane,close",
        "harbour lane,harbourlane,close",
        "north harbour lane,harbour lane,similar",
        "harbour lane,mill road,different",
        "york,yorl,close",
        "12,13,different"
    })
    void places(String a, String b, String word) {
        check(new PlaceComparison(), a, b, word);
    }

    @ParameterizedTest
    @CsvSource({"12a,12b,other suffix", "12,12a,other suffix", "112,12,one edit", "4,5,different", "12,97,different"})
    void house_numbers(String a, String b, String word) {
        check(ShortCodeComparison.houseNumber(), a, b, word);
    }

    @ParameterizedTest
    @CsvSource({"58213,58231,one edit", "58213,58299,same area", "58213,10412,different"})
    void postcodes(String a, String b, String word) {
        check(ShortCodeComparison.postcode(), a, b, word);
    }

    @ParameterizedTest
    @CsvSource({
        "100,100.5,within 1 %",
        "100,104,within 5 %",
        "100,85,within 20 %",
        "100,10,different",
        "1e3,x,different",
        "19.90 EUR,19.9,equal"
    })
    void amounts(String a, String b, String word) {
        check(QuantityComparison.relative(), a, b, word);
    }

    @ParameterizedTest
    @CsvSource({"1999,2000,one year apart", "1999,2002,within 3 years", "1999,2010,different"})
    void years(String a, String b, String word) {
        check(QuantityComparison.years(), a, b, word);
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.acme.example/a,http://acme.example/b,same host",
        "acme-shop.example,acmeshop.example,similar",
        "acme.example,zenith.test,different"
    })
    void web_addresses(String a, String b, String word) {
        check(new UrlComparison(), a, b, word);
    }

    @ParameterizedTest
    @CsvSource({
        "acme tools,tools acme,equal",
        "acme tools international,acme tools,one contains the other",
        "acme tools,acmee tools,close",
        "ps lx350h turntable,pslx350h turntable,a code in common",
        "sun dial stand wood,sundial stand wood,close",
        "acme tools,zenith foods,different",
        "camera dscw120 black,camera dscw150 black,few words in common",
        "zenith camera dscw120,zenith dscw120 silver digital,a code in common"
    })
    void words_by_rarity(String a, String b, String word) {
        TermFrequencies frequencies = TermFrequencies.of(Map.of("international", 0.02), 1e-4, true);
        check(WordsComparison.texts(frequencies::rarity), a, b, word);
    }
}
