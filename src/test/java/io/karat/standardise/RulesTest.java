package io.karat.standardise;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.model.AttributeType;
import io.karat.model.RecordData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each type makes of raw values: {@code =} stands before a comparable form, {@code !} before a finding. */
class RulesTest {

    private static String standard(AttributeType type, String country, String raw) {
        Standardiser standardiser = new Standardiser(Types.type("value:" + type.code(), "country:country"));
        Standardised made = standardiser.standardise(
                RecordData.of(country.isEmpty() ? Map.of("value", raw) : Map.of("value", raw, "country", country)));
        String comparable = made.comparable().getOrDefault("value", List.of("")).getFirst();
        assertThat(List.of(made.features().values(0)))
                .isEqualTo(comparable.isEmpty() ? List.of() : List.of(comparable));
        String findings = String.join(
                " ", made.findings().stream().map(f -> "!" + f.code()).toList());
        return (comparable.isEmpty() ? "" : "=" + comparable) + findings;
    }

    private static void check(AttributeType type, String raw, String expected) {
        assertThat(standard(type, "", raw)).as(raw).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "José|=jose",
                "O'Brien|=obrien",
                "Jean-Luc|=jean luc",
                "MÜLLER|=muller",
                "Straße|=strasse",
                "Đorđe|=dorde",
                "Dr. Anna|=anna",
                "Mr|=mr",
                "John Jr.|=john",
                "J.R.|=j r",
                "Владимир|=vladimir",
                "Γιώργος|=giorgos",
                "محمد|=mhmd",
                "王小明|=wang xiao ming",
                "İbrahim|=ibrahim",
                "I|=i",
                "Null|!value.placeholder",
                "N/A|!value.placeholder",
                "Test|!value.placeholder",
                "Nan|=nan",
                "...|!value.empty",
                "😀|!value.empty",
                "Jo\u200Bhn|=john",
                "\u202EJohn|=john",
                "Ｊｏｈｎ|=john",
                "Don|=don",
                "Don Carlos|=don carlos",
                "Don Juan Carlos|=juan carlos"
            })
    void givenNames(String raw, String expected) {
        check(AttributeType.GIVEN_NAME, raw, expected);
    }

    @Test
    void thaiNamesAreTransliterated() {
        assertThat(standard(AttributeType.GIVEN_NAME, "", "สมชาย")).matches("=[a-z ]+");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Smith|=smith",
                "Smith III|=smith",
                "Smith, Jr.|=smith",
                "van der Berg|=van der berg",
                "Senior|=senior",
                "Müller-Lüdenscheidt|=muller ludenscheidt",
                "Unknown|!value.placeholder",
                "Blank|=blank"
            })
    void familyNames(String raw, String expected) {
        check(AttributeType.FAMILY_NAME, raw, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Smith, John|=john smith",
                "Prof. Dr. Hans Müller|=hans muller",
                "John Smith, Jr.|=john smith",
                "John Smith Ph.D.|=john smith",
                "Test Test|!value.placeholder",
                "Madonna|=madonna",
                "Mr. J. R. R. Tolkien|=j r r tolkien"
            })
    void fullNames(String raw, String expected) {
        check(AttributeType.FULL_NAME, raw, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1980-02-29|=19800229",
                "1981-02-29|!date.impossible",
                "19800131|=19800131",
                "31011980|=19800131",
                "1980-01-31T10:00:00Z|=19800131",
                "1980/1/5|=19800105",
                "12/31/1980|=19801231",
                "31/12/1980|=19801231",
                "03/04/1980|=19800304",
                "03.04.1980|=19800403",
                "3-4-80|=19800304",
                "1/2/18|=20180102",
                "5. März 1980|=19800305",
                "5 Mar 1980|=19800305",
                "March 5th, 1980|=19800305",
                "5 de mayo de 1980|=19800505",
                "14 juillet 1989|=19890714",
                "2 août 1977|=19770802",
                "Mon, 3 Jan 2000|=20000103",
                "1980|=1980",
                "1980-03|=198003",
                "03/1980|=198003",
                "March 1980|=198003",
                "198003|=198003",
                "1980-00-00|=1980",
                "circa 1850|=1850",
                "1980年3月5日|=19800305",
                "01/01/1900|!value.placeholder",
                "1900-01-01|!value.placeholder",
                "9999-12-31|!value.placeholder",
                "tomorrow|!date.unreadable",
                "44927|!date.unreadable",
                "0000-00-00|!date.impossible",
                "32/13/1980|!date.impossible",
                "٢٠٠٠-٠١-٠٢|=20000102",
                "1851-13-45|!date.impossible",
                "market 5 1990|!date.unreadable"
            })
    void dates(String raw, String expected) {
        check(AttributeType.DATE, raw, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"DE|=19800403", "United Kingdom|=19800403", "US|=19800304", "Nowhere|=19800304"})
    void theCountrySaysWhetherTheDayComesFirst(String country, String expected) {
        assertThat(standard(AttributeType.DATE, country, "03/04/1980")).startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|(714) 255-8025|=7142558025",
                "|+1 714 255 8025|=7142558025",
                "|714.255.8025 x12|=7142558025",
                "DE|030 123456|=30123456",
                "DE|+49 30 123456|=30123456",
                "|+49 (0)30 123456|=30123456",
                "GB|020 7946 0958|=2079460958",
                "|12345|!phone.invalid",
                "|call me|!phone.invalid",
                "|000-000-0000|!value.placeholder",
                "|999-999-9999|!value.placeholder",
                "|234-9876|=2349876",
                "|99999999999999999999|!phone.invalid"
            })
    void phones(String country, String raw, String expected) {
        assertThat(standard(AttributeType.PHONE, country == null ? "" : country, raw))
                .as(raw)
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "John.Smith@Example.COM|=john.smith@example.com",
                "mailto:a.b@x.org|=a.b@x.org",
                "John <john@x.org>|=john@x.org",
                "john+tag@x.org|=john+tag@x.org",
                "john@x|!email.invalid",
                "john|!email.invalid",
                "a..b@x.org|!email.invalid",
                "test@test.com|!value.placeholder",
                "none@none.com|!value.placeholder",
                "test@test|!value.placeholder",
                "john@mail.example.com|=john@mail.example.com",
                "jörg@müller.de|=jörg@müller.de",
                "a b@x.org|=b@x.org"
            })
    void emails(String raw, String expected) {
        check(AttributeType.EMAIL, raw, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Main St.|=main street",
                "St. James St|=saint james street",
                "Hauptstr.|=hauptstrasse",
                "Hauptstraße|=hauptstrasse",
                "N Elm Ave|=north elm avenue",
                "bd. Voltaire|=boulevard voltaire",
                "Berliner Str|=berliner strasse",
                "12 Main St|=12 main street",
                "N/A|!value.placeholder",
                "Martin Luther King Dr|=martin luther king drive"
            })
    void streets(String raw, String expected) {
        check(AttributeType.STREET, raw, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "St. Louis|=saint louis",
                "Mt Vernon|=mount vernon",
                "München|=munchen",
                "Санкт-Петербург|=sankt peterburg"
            })
    void cities(String raw, String expected) {
        check(AttributeType.CITY, raw, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12345-6789|=12345",
                "D-10115|=10115",
                "sw1a 1aa|=sw1a1aa",
                "01234|=01234",
                "00000|!value.placeholder",
                "22222|=22222"
            })
    void postcodes(String raw, String expected) {
        check(AttributeType.POSTCODE, raw, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de|=DE",
                "DEU|=DE",
                "Deutschland|=DE",
                "Allemagne|=DE",
                "U.S.A.|=US",
                "United States|=US",
                "UK|=GB",
                "España|=ES",
                "Россия|=RU",
                "日本|=JP",
                "Atlantis|!country.unknown"
            })
    void countries(String raw, String expected) {
        check(AttributeType.COUNTRY, raw, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Acme Inc.|=acme",
                "ACME, L.L.C.|=acme",
                "Müller & Söhne GmbH & Co. KG|=muller and sohne",
                "Société X S.A.R.L.|=societe x",
                "Foo Sp. z o.o.|=foo",
                "The Widget Company Ltd|=widget",
                "ООО Ромашка|=romaska",
                "株式会社トヨタ|=toyota",
                "Inc|=inc",
                "A/S Norge|=a s norge",
                "Petróleo S.A.|=petroleo",
                "Nokia Oyj|=nokia",
                "unknown|!value.placeholder",
                "Volvo AB|=volvo",
                "Siemens Aktiengesellschaft|=siemens",
                "Acme Pty Ltd|=acme",
                "3M Company|=3m"
            })
    void organisations(String raw, String expected) {
        check(AttributeType.ORGANISATION_NAME, raw, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00-123 ab|=00123ab",
                "999-99-9999|!value.placeholder",
                "999999|!value.placeholder",
                "123456789|!value.placeholder",
                "N/A|!value.placeholder",
                "---|!value.empty"
            })
    void identifiers(String raw, String expected) {
        check(AttributeType.IDENTIFIER, raw, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,234.50|=1234.5", "1.234,50 €|=1234.5", "$ 399|=399", "1.234.567|=1234567", "1,234|=1234",
                        "0.125|=0.125",
                "-0|=0", "1 234,5|=1234.5", "1e400|!number.unreadable", "NaN|!number.unreadable", "-12.50|=-12.5",
                        "12'345.6|=12345.6",
                "9007199254740993|=9007199254740993"
            })
    void numbersAndMoney(String raw, String expected) {
        check(AttributeType.MONEY, raw, expected);
        check(AttributeType.NUMBER, raw, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1999|=1999", "in 1999 or so|=1999", "12345|!year.unreadable", "soon|!year.unreadable"})
    void years(String raw, String expected) {
        check(AttributeType.YEAR, raw, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://www.Example.com/|=example.com",
                "example.com/a?b=c#d|=example.com/a?b=c",
                "no address|!url.invalid"
            })
    void urls(String raw, String expected) {
        check(AttributeType.URL, raw, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"Sony PS-LX350H (black)|=sony ps-lx350h black", "CT|=ct", "N/A|!value.placeholder"})
    void textAndCategories(String raw, String expected) {
        check(AttributeType.TEXT, raw, expected);
    }
}
