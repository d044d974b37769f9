package io.karat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.demo.PeopleGenerator;
import io.karat.match.Parameters;
import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parameters that one file taught match another. */
class MatchParametersTest {

    private static final Path MODELS = Path.of("matching-rules");

    @TempDir
    private Path directory = Path.of("");

    private final StringWriter err = new StringWriter();

    private int match(Path models, Path file, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("match", "--rules", models.toString(), "--entity", "person", "--key", "id"));
        arguments.addAll(List.of(options));
        arguments.add(file.toString());
        return Main.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }

    private Path people(int records, long seed) throws IOException {
        Path people = directory.resolve("people" + records);
        PeopleGenerator.write(records, seed, people);
        return people;
    }

    private double f1(Path people, String... options) throws IOException {
        Path clusters = directory.resolve("clusters.csv");
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--out", clusters.toString()));
        assertThat(match(MODELS, people.resolve("records.csv"), all.toArray(String[]::new)))
                .as(err.toString())
                .isEqualTo(ExitCode.DONE);
        return PairwiseQuality.of(clusters, people.resolve("truth.csv")).f1();
    }

    @Test
    void whatFewRecordsTaughtServesManyMore() throws IOException {
        Path learnt = directory.resolve("learnt.json");
        Path many = people(20_000, 7);
        f1(people(2_000, 8), "--parameters-out", learnt.toString());

        double byFew = f1(many, "--parameters", learnt.toString());
        double byItself = f1(many);

        System.out.printf("20,000 people by parameters of 2,000: %.4f, by their own: %.4f%n", byFew, byItself);
        assertThat(byFew).isGreaterThan(byItself - 0.01);
        assertThat(err.toString()).contains("parameters read");
    }

    @Test
    void readParametersGiveTheSameClustersAsTheyDidWhenTheyWereLearnt() throws IOException {
        Path learnt = directory.resolve("learnt.json");
        Path people = people(2_000, 7);
        Path clusters = directory.resolve("clusters.csv");

        f1(people, "--parameters-out", learnt.toString());
        String first = Files.readString(clusters);
        f1(people, "--parameters", learnt.toString());

        assertThat(clusters).hasContent(first);
    }

    @Test
    void fewRecordsAreMatchedByTheBuiltInParametersAndMoreByLearntOnes() throws IOException {
        EntityType person = ((ModelFiles.Loaded) ModelFiles.load(MODELS))
                .models().stream()
                        .filter(type -> type.name().equals("person"))
                        .findFirst()
                        .orElseThrow();
        byte[] builtIn = Parameters.builtIn(person).encode();
        Path ofFew = directory.resolve("few.json");
        Path ofEnough = directory.resolve("enough.json");

        double few = f1(people(500, 7), "--parameters-out", ofFew.toString());
        assertThat(err.toString()).contains("too few records to learn from: built-in parameters");
        f1(people(1_000, 7), "--parameters-out", ofEnough.toString());

        System.out.printf("500 people by built-in parameters: %.4f%n", few);
        assertThat(few).isGreaterThan(0.95);
        assertThat(ParameterFile.read(ofFew, person).encode()).isEqualTo(builtIn);
        assertThat(ParameterFile.read(ofEnough, person).encode()).isNotEqualTo(builtIn);
        assertThat(err.toString()).contains("parameters learnt");
    }

    @Test
    void parametersOfOtherAttributesAreRefused() throws IOException {
        Path learnt = directory.resolve("learnt.json");
        Path people = people(20, 7).resolve("records.csv");
        assertThat(match(MODELS, people, "--parameters-out", learnt.toString())).isEqualTo(ExitCode.DONE);
        Files.writeString(directory.resolve("person.yaml"), """
                entity: person
                title: "{given_name}"
                attributes:
                  given_name: {type: given-name}
                  family_name: {type: family-name}
                """);

        assertThat(match(directory, people, "--parameters", learnt.toString())).isEqualTo(ExitCode.FAULTY_FILE);
        assertThat(err.toString()).contains("learnt.json").contains("person");
    }

    @Test
    void whatIsNoFileOfParametersIsRefused() throws IOException {
        Path people = people(20, 7).resolve("records.csv");

        assertThat(match(MODELS, people, "--parameters", people.toString())).isEqualTo(ExitCode.FAULTY_FILE);
        assertThat(match(MODELS, people, "--parameters", "nowhere.json")).isEqualTo(ExitCode.FAULTY_FILE);
        Path cut = Files.writeString(
                directory.resolve("cut.json"),
                "{\"format\":\"karat parameters 1\",\"attributes\":[],\"body\":\"AA==\"}");
        assertThat(match(MODELS, people, "--parameters", cut.toString())).isEqualTo(ExitCode.FAULTY_FILE);
    }

    @Test
    void whatTextsTellApartHasNoParameters() throws IOException {
        Path products = Files.writeString(directory.resolve("products.csv"), "id,name\n1,a radio\n2,a lamp\n");
        Files.writeString(directory.resolve("person.yaml"), """
                entity: person
                title: "{name}"
                attributes:
                  name: {type: text}
                """);

        int code = match(
                directory,
                products,
                "--parameters-out",
                directory.resolve("p.json").toString());

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(directory.resolve("p.json")).doesNotExist();
    }
}
