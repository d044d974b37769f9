package io.karat.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.model.SurvivorshipRule.MostRecent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TitleTest {

    @ParameterizedTest(name = "{0} of {1} is {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "{name} {other};               name=Ann other=Lee;            Ann Lee",
                "{name} {other};               other=Lee;                     Lee",
                "{name} {other};               name=Ann;                      Ann",
                "{name}, {city};               name=Ann city=Rome;            Ann, Rome",
                "{name}, {city};               name=Ann;                      Ann",
                "{name}, {city};               city=Rome;                     Rome",
                "{name} ({city});              name=Ann city=Rome;            Ann (Rome)",
                "{name} ({city});              name=Ann;                      Ann",
                "{name} - {other} - {city};    name=Ann city=Rome;            Ann - Rome",
                "{name} ({other}) {city};      name=Ann city=Rome;            Ann Rome",
                "Mx {name} {other};            name=Ann;                      Mx Ann",
                "Mx {name} {other};            other=Lee;                     Lee",
                "{name};                       street=Elm;                    Elm",
                "{nothing} {name};             name=Ann;                      Ann",
                "no template;                  name=Ann;                      Ann"
            })
    void leavesNoGaps(String template, String data, String title) {
        var type = Types.titled(template, new MostRecent(), new MostRecent());
        var golden = Forge.forge(type, List.of(Types.member("a1", data)), List.of(), Instant.EPOCH);

        assertThat(Title.of(type, golden)).isEqualTo(title);
    }

    @Test
    void aRecordWithoutValuesIsTitledByItsLabel() {
        assertThat(Title.of(Types.type(new MostRecent()), new GoldenValues(Map.of())))
                .isEqualTo("Thing");
    }
}
