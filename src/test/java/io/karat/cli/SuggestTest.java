package io.karat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.demo.PeopleGenerator;
import io.karat.model.ModelFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuggestTest {

    private static final String PEOPLE =
            "id,Surname,born\n1,Smith,1980-01-02\n2,Jones,1971-05-06\n3,Brown,1990-11-12\n";

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void writesAModelThatLoadsWithoutAProblem() throws IOException {
        assertThat(suggest(file("people.2024.csv", PEOPLE))).isEqualTo(ExitCode.DONE);

        assertThat(out.toString()).contains("entity: people", "surname: {type: family-name, pii: true}");
        assertThat(ModelFiles.parse("people.yaml", out.toString())).isInstanceOf(ModelFiles.Loaded.class);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void takesTheNameAndTheKeyItIsGiven() throws IOException {
        assertThat(suggest(file("x.csv", PEOPLE), "--name", "Kunden 1", "--key", "Surname"))
                .isEqualTo(ExitCode.DONE);

        assertThat(out.toString()).contains("entity: kunden_1", "The key of a record is column \"Surname\"");
        assertThat(out.toString()).doesNotContain("surname:");
    }

    @Test
    void readsGzipAndAByteOrderMark() throws IOException {
        Path packed = directory.resolve("people.csv.gz");
        try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(packed))) {
            stream.write(("\ufeff" + PEOPLE).getBytes(StandardCharsets.UTF_8));
        }

        assertThat(suggest(packed)).isEqualTo(ExitCode.DONE);

        assertThat(out.toString()).contains("The key of a record is column \"id\"");
    }

    @Test
    void readsColumnsPartedBySemicolonsOrTabs() throws IOException {
        assertThat(suggest(file("a.csv", PEOPLE.replace(',', ';')))).isEqualTo(ExitCode.DONE);
        assertThat(suggest(file("b.csv", PEOPLE.replace(',', '\t')))).isEqualTo(ExitCode.DONE);

        assertThat(out.toString()).containsPattern("(?s)surname: .*surname: ");
    }

    @Test
    void anEmptyFileAndAMissingKeyAreRefused() throws IOException {
        assertThat(suggest(file("empty.csv", ""))).isEqualTo(ExitCode.FAULTY_FILE);
        assertThat(suggest(file("x.csv", PEOPLE), "--key", "nr")).isEqualTo(ExitCode.FAULTY_FILE);
        assertThat(suggest(directory.resolve("none.csv"))).isEqualTo(ExitCode.FAULTY_FILE);

        assertThat(err.toString()).contains("the file is empty", "no column nr", "cannot read the file");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aHeaderAloneAndRaggedRowsAreFine() throws IOException {
        assertThat(suggest(file("h.csv", "surname,dob\n"))).isEqualTo(ExitCode.DONE);
        assertThat(suggest(file("r.csv", "surname,dob\nSmith\nJones,1980-01-01,more\n\"open,")))
                .isEqualTo(ExitCode.DONE);

        assertThat(out.toString()).containsPattern("(?s)dob: \\{type: date.*dob: \\{type: date");
    }

    @Test
    void aFileIsMatchedByItsOwnProposal() throws IOException {
        PeopleGenerator.write(3_000, 5, directory);
        Path clusters = directory.resolve("clusters.csv");

        int code = Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(
                        "match",
                        "--suggest",
                        "--out",
                        clusters.toString(),
                        directory.resolve("records.csv").toString());

        assertThat(code).as(err.toString()).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).isEmpty();
        PairwiseQuality quality = PairwiseQuality.of(clusters, directory.resolve("truth.csv"));
        System.out.printf("3,000 people by a suggested model: %.4f%n", quality.f1());
        assertThat(PairwiseQuality.clusters(clusters)).hasSize(3_000);
        assertThat(quality.f1()).isGreaterThan(0.97);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private int suggest(Path file, String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "suggest";
        System.arraycopy(options, 0, arguments, 1, options.length);
        arguments[arguments.length - 1] = file.toString();
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
