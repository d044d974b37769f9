package io.karat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoRulesTest {

    private static final Path SHIPPED = Path.of("matching-rules");

    @TempDir
    Path data;

    @Test
    void areTheShippedModelsAndTheDemosOwnBeforeThem() throws IOException {
        Path rules = DemoRules.in(data.resolve("new"), SHIPPED);

        assertThat(rules.resolve("person.yaml")).hasSameTextualContentAs(SHIPPED.resolve("demo/person.yaml"));
        assertThat(rules.resolve("product.yaml")).hasSameTextualContentAs(SHIPPED.resolve("product.yaml"));
        assertThat(rules.resolve("reference/countries.yaml")).exists();
        assertThat(rules.resolve("demo")).doesNotExist();
    }

    @Test
    void areLeftAsSomebodyChangedThem() throws IOException {
        Path rules = DemoRules.in(data, SHIPPED);
        Files.writeString(rules.resolve("person.yaml"), "entity: person");

        assertThat(DemoRules.in(data, SHIPPED)).isEqualTo(rules);

        assertThat(rules.resolve("person.yaml")).hasContent("entity: person");
    }
}
