package io.karat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LoadTest {

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
    void sendsEachRowAsARecordAndLeavesEmptyValuesOut() throws Exception {
        Path file = file("people.csv", "id,given_name,family_name,shoe\n1,Ada,\"Love\nlace\",39\n2,Grace,,38\n");

        JsonNode summary = loadJson("--key", "id", file.toString());

        assertThat(summary.path("lines").asInt()).isEqualTo(2);
        assertThat(summary.path("created").asInt()).isEqualTo(2);
        assertThat(summary.has("seconds")).isTrue();
        assertThat(hub.records.get("1").path("data").toString())
                .isEqualTo("{\"given_name\":\"Ada\",\"family_name\":\"Love\\nlace\"}");
        assertThat(hub.records.get("2").path("data").toString()).isEqualTo("{\"given_name\":\"Grace\"}");
        assertThat(err.toString()).containsOnlyOnce("columns not used: shoe");
    }

    @Test
    void joinsTheColumnsThatAMapNamesTogether() throws Exception {
        Path map = file("map.yaml", "given_name: first\nstreet: [number, road]\n");
        Path file = file("people.csv", "id,first,number,road,seen\n1,Ada,12,High St,2024-01-02\n2,Grace,,Mill Lane,\n");

        loadJson("--key", "id", "--map", map.toString(), "--observed-at", "seen", file.toString());

        assertThat(hub.records.get("1").toString())
                .isEqualTo("{\"key\":\"1\",\"observedAt\":\"2024-01-02\","
                        + "\"data\":{\"given_name\":\"Ada\",\"street\":\"12 High St\"}}");
        assertThat(hub.records.get("2").path("data").path("street").asText()).isEqualTo("Mill Lane");
    }

    @Test
    void recognisesARepeatedLoad() throws Exception {
        Path file = file("people.csv", "id,given_name\n1,Ada\n2,Grace\n");
        loadJson("--key", "id", file.toString());

        JsonNode second = loadJson("--key", "id", file.toString());

        assertThat(second.path("unchanged").asInt()).isEqualTo(2);
        assertThat(second.path("accepted").asInt()).isZero();
    }

    @Test
    void rejectsSingleRowsWithTheirLineAndGoesOn() throws Exception {
        Path rejects = directory.resolve("rejects.ndjson");
        Path file = file("people.csv", "id,given_name\n1,Ada\n2\n\n,Nobody\nbad7,Eve\n3,Grace\n");

        int code = load("--key", "id", "--json", "--chunk", "2", "--rejects", rejects.toString(), file.toString());

        JsonNode summary = HubClient.JSON.readTree(out.toString());
        assertThat(code).isEqualTo(ExitCode.DONE_WITH_REJECTS);
        assertThat(summary.path("lines").asInt()).isEqualTo(5);
        assertThat(summary.path("rejected").asInt()).isEqualTo(3);
        assertThat(hub.records).containsOnlyKeys("1", "3");
        assertThat(Files.readAllLines(rejects))
                .containsExactlyInAnyOrder(
                        "{\"line\":3,\"code\":\"ragged-row\",\"reason\":\"1 fields where the header has 2\"}",
                        "{\"line\":5,\"code\":\"key-missing\",\"reason\":\"no key in column id\"}",
                        "{\"line\":6,\"code\":\"type\",\"reason\":\"/data/x: no text\"}");
    }

    @Test
    void keepsWhatWasReadBeforeAQuoteThatNeverCloses() throws Exception {
        StringBuilder text = new StringBuilder("id,given_name\n1,Ada\n2,\"open");
        text.repeat("x", 1 << 25);
        Path file = file("people.csv", text.toString());

        int code = load("--key", "id", "--json", file.toString());

        assertThat(code).isEqualTo(ExitCode.DONE_WITH_REJECTS);
        assertThat(hub.records).containsKey("1").doesNotContainKey("2");
    }

    @Test
    void readsGzipAndByteOrderMarks() throws Exception {
        Path zipped = directory.resolve("people.csv.gz");
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            gzip.write("\uFEFFid,given_name\n1,Zoë\n".getBytes(StandardCharsets.UTF_8));
        }
        loadJson("--key", "id", zipped.toString());
        loadJson(
                "--key",
                "id",
                file("wide.csv", "\uFEFFid,given_name\n2,Łucja\n", StandardCharsets.UTF_16LE)
                        .toString());

        assertThat(hub.records.get("1").at("/data/given_name").asText()).isEqualTo("Zoë");
        assertThat(hub.records.get("2").at("/data/given_name").asText()).isEqualTo("Łucja");
    }

    @Test
    void rejectsARowWhoseBytesAreNoUtf8() throws Exception {
        Path file = file("people.csv", "id,given_name\n1,Zoë\n2,Ada\n", StandardCharsets.ISO_8859_1);

        int code = load("--key", "id", "--json", file.toString());

        assertThat(code).isEqualTo(ExitCode.DONE_WITH_REJECTS);
        assertThat(hub.records).containsOnlyKeys("2");
        assertThat(err.toString()).contains("line 2: encoding").doesNotContain("Zo");
    }

    @Test
    void readsFlatNdjsonByKeyAndTheHubsOwnLinesWithoutOne() throws Exception {
        Path flat = file("flat.ndjson", "{\"id\": 1, \"given_name\": \"Ada\", \"x\": null}\n\nno json\n");
        Path own = file("own.ndjson", "{\"key\": \"2\", \"data\": {\"email\": [\"a@b.example\"]}}");

        load("--key", "id", flat.toString());
        load(own.toString());

        assertThat(hub.records.get("1").at("/data/given_name").asText()).isEqualTo("Ada");
        assertThat(hub.records.get("2").at("/data/email/0").asText()).isEqualTo("a@b.example");
        assertThat(err.toString()).contains("line 3: json");
    }

    @Test
    void keepsTheOrderOfRecordsWithOneKey() throws Exception {
        StringBuilder text = new StringBuilder("id,given_name\n");
        for (int i = 0; i < 200; i++) {
            text.append("1,name").append(i).append('\n');
        }

        JsonNode summary = loadJson(
                "--key",
                "id",
                "--chunk",
                "1",
                "--in-flight",
                "8",
                file("p.csv", text.toString()).toString());

        assertThat(summary.path("lines").asInt()).isEqualTo(200);
        assertThat(hub.records.get("1").at("/data/given_name").asText()).isEqualTo("name199");
    }

    @Test
    void saysWhatIsWrongWithTheFileOrTheMap() throws Exception {
        Path file = file("people.csv", "id,given_name\n1,Ada\n");

        assertThat(load("--key", "nr", file.toString())).isEqualTo(ExitCode.FAULTY_FILE);
        assertThat(load(
                        "--key",
                        "id",
                        "--map",
                        file("a.yaml", "given_name: [a\n").toString(),
                        file.toString()))
                .isEqualTo(ExitCode.FAULTY_FILE);
        assertThat(load(
                        "--key",
                        "id",
                        "--map",
                        file("b.yaml", "shoe: given_name\n").toString(),
                        file.toString()))
                .isEqualTo(ExitCode.FAULTY_FILE);
        assertThat(load("--key", "id", file("twice.csv", "id,id\n1,2\n").toString()))
                .isEqualTo(ExitCode.FAULTY_FILE);
        assertThat(load("--key", "id", file("empty.csv", "").toString())).isEqualTo(ExitCode.FAULTY_FILE);
        assertThat(load(file.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("the file has no column nr; it has id, given_name")
                .contains("a.yaml:2:")
                .contains("person has no attribute shoe")
                .contains("names a column twice: id")
                .contains("the file is empty")
                .contains("needs --key");
        assertThat(hub.records).isEmpty();
    }

    @Test
    void endsWithThreeWhenTheHubRefusesOrIsAway() throws Exception {
        Path file = file("people.csv", "id,given_name\n1,Ada\n");
        Files.writeString(directory.resolve("admin.token"), "wrong");
        assertThat(load("--key", "id", file.toString())).isEqualTo(ExitCode.HUB);
        assertThat(err.toString()).contains("401 (Unauthorized: the token is not known)");

        Files.delete(directory.resolve("port"));
        assertThat(load("--key", "id", file.toString())).isEqualTo(ExitCode.HUB);
        assertThat(err.toString()).contains("no hub runs on");
    }

    @Test
    void goesOnAfterABrokenConnection() throws Exception {
        StringBuilder text = new StringBuilder("id,given_name\n");
        for (int i = 0; i < 50; i++) {
            text.append(i).append(",name\n");
        }
        hub.moods.add(HubDouble.Mood.BROKEN);
        hub.moods.add(HubDouble.Mood.BROKEN);

        JsonNode summary = loadJson(
                "--key", "id", "--chunk", "10", file("p.csv", text.toString()).toString());

        assertThat(summary.path("lines").asInt()).isEqualTo(50);
        assertThat(hub.records).hasSize(50);
    }

    private JsonNode loadJson(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("--json"));
        all.addAll(List.of(arguments));
        out.getBuffer().setLength(0);
        assertThat(load(all.toArray(String[]::new))).as(err.toString()).isEqualTo(ExitCode.DONE);
        assertThat(out.toString().strip().lines()).hasSize(1);
        return HubClient.JSON.readTree(out.toString());
    }

    private int load(String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("load", "--data", directory.toString(), "--entity", "person", "--source", "crm"));
        all.addAll(List.of(arguments));
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(all.toArray(String[]::new));
    }

    private Path file(String name, String text) throws IOException {
        return file(name, text, StandardCharsets.UTF_8);
    }

    private Path file(String name, String text, Charset charset) throws IOException {
        return Files.write(directory.resolve(name), text.getBytes(charset));
    }
}
