package io.karat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {

    @TempDir
    Path directory;

    private HubDouble hub;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void startHub() throws IOException {
        hub = new HubDouble();
        Files.writeString(directory.resolve("port"), hub.url().getPort() + "\n");
        Files.writeString(directory.resolve("admin.token"), HubDouble.TOKEN + "\n");
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    @Test
    void exportsToAFileThatIsThereOnlyWhenWhole() throws IOException {
        hub.answers.put("GET /api/v1/export/person/links?format=csv", "source,key,golden_id\ncrm,1,g1\n");
        Path target = directory.resolve("links.csv");

        int code = run("export", "--entity", "person", "--what", "links", "--out", target.toString());

        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(target).hasContent("source,key,golden_id\ncrm,1,g1\n");
        assertThat(directory.resolve("links.csv.part")).doesNotExist();
    }

    @Test
    void leavesNoFileWhenTheHubRefusesAnExport() {
        Path target = directory.resolve("golden.csv");

        int code = run("export", "--entity", "pet", "--what", "golden", "--out", target.toString());

        assertThat(code).isEqualTo(ExitCode.HUB);
        assertThat(err.toString()).contains("404");
        assertThat(target).doesNotExist();
    }

    @Test
    void tellsViolationsByTheExitCode() {
        hub.answers.put(
                "POST /api/v1/admin/check?entity=person",
                "{\"violations\": [{\"invariant\": 3, \"message\": \"a gap after seq 41\"}]}");
        hub.answers.put("POST /api/v1/admin/check", "{\"violations\": []}");

        assertThat(run("check", "--entity", "person")).isEqualTo(ExitCode.DONE_WITH_REJECTS);
        assertThat(run("check")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .contains("invariant: 3, message: a gap after seq 41")
                .contains("no violation");
    }

    @Test
    void asksForTheIndexToBeRebuilt() {
        hub.answers.put("POST /api/v1/admin/reindex/person", "{\"records\": 12}");

        assertThat(run("reindex", "--entity", "person")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("12");
    }

    @Test
    void prefersTheAddressAndTokenOfTheEnvironment() {
        HubConnection connection =
                new HubConnection(Map.of("KARAT_URL", hub.url() + "/", "KARAT_TOKEN", HubDouble.TOKEN));

        try (HubClient client = connection.open()) {
            assertThat(client.base()).isEqualTo(hub.url());
            assertThat(client.look("/api/v1/entities/person").statusCode()).isEqualTo(200);
        }
        assertThatThrownBy(() -> new HubConnection(Map.of("KARAT_URL", "nowhere", "KARAT_TOKEN", "t")).open())
                .hasMessageContaining("KARAT_URL is no address of a hub");
    }

    @Test
    void endsWithTwoWhenTheCommandIsNotUnderstood() {
        assertThat(run("export", "--entity", "person")).isEqualTo(ExitCode.USAGE);
        assertThat(new CommandLine(Main.commandLine().getCommandSpec())
                        .setErr(new PrintWriter(err, true))
                        .execute("dance"))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void explainsEveryCommand() {
        CommandLine main = Main.commandLine();

        assertThat(main.getUsageMessage())
                .contains(main.getSubcommands().keySet())
                .contains("serve", "test");
    }

    private int run(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command, "--data", directory.toString()));
        all.addAll(List.of(arguments));
        CommandLine main = Main.commandLine();
        main.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return main.execute(all.toArray(String[]::new));
    }
}
