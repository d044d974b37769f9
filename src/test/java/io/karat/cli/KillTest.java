package io.karat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.karat.demo.PeopleGenerator;
import io.karat.demo.SampleRecord;
import io.karat.demo.SampleSources;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged hub, killed in the middle of a load and started again, ends where a hub does that nobody killed. */
@Tag("nightly")
@Tag("packaged")
class KillTest {

    private static final long SEED = 41;
    private static final int LONG_LOAD = 12_000;
    private static final List<String> ENTITIES = List.of("person", "organisation");
    private static final Path APPLICATION = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final BulkUpload.ChunkSize CHUNK = new BulkUpload.ChunkSize(50, 2);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * Golden values and questions by what they are about, as ids are drawn anew in each run.
     *
     * @param questions that are open: the two clusters, what is asked, and the score
     */
    private record AtRest(
            Set<Set<String>> partition, Map<Set<String>, JsonNode> golden, Map<Set<Set<String>>, String> questions) {}

    private final List<SampleRecord> records = SampleSources.generate(SEED);

    @TempDir
    Path directory;

    @BeforeAll
    static void needsThePackagedApplication() {
        Assumptions.assumeTrue(
                Files.exists(APPLICATION), "skipped: " + APPLICATION + " is not built; run the tests with 'verify'");
    }

    @Test
    void aHubKilledInTheMiddleOfALoadEndsWhereAnUnkilledOneDoes() throws Exception {
        Map<String, AtRest> undisturbed = loadUndisturbed(directory.resolve("undisturbed"));
        Path data = directory.resolve("killed");

        try (HubProcess hub = start(data)) {
            loadAndKill(hub, data, "person", 500);
            assertThat(postmaster(data).isAlive())
                    .as("the database outlives a hub that is killed")
                    .isTrue();
        }
        ProcessHandle orphan = postmaster(data);
        try (HubProcess hub = start(data)) {
            assertThat(orphan.isAlive())
                    .as("the hub takes the orphaned database over")
                    .isFalse();
            assertThat(violations(hub, data)).isEmpty();
            loadAndKill(hub, data, "person", 400, postmaster(data));
        }
        try (HubProcess hub = start(data)) {
            assertThat(violations(hub, data)).isEmpty();
            load(hub, data);

            for (String entity : ENTITIES) {
                assertSame(atRest(hub, data, entity), undisturbed.get(entity));
            }
            assertThat(violations(hub, data)).isEmpty();
        }
    }

    @Test
    void whatWasAnsweredBeforeTheKillIsThereAfterIt() throws Exception {
        Path data = directory.resolve("durable");
        long accepted;
        try (HubProcess hub = start(data)) {
            accepted = loadAndKill(hub, data, "organisation", 300, postmaster(data));
        }
        try (HubProcess hub = start(data)) {
            long live = atRest(hub, data, "organisation").partition().stream()
                    .mapToLong(Set::size)
                    .sum();
            assertThat(live).isGreaterThanOrEqualTo(accepted);
            assertThat(violations(hub, data)).isEmpty();
        }
    }

    @Test
    void aLongLoadThatAKilledHubHadTakenIsFinishedWithoutBeingSentAgain() throws Exception {
        Path people = directory.resolve("people");
        PeopleGenerator.write(LONG_LOAD, SEED, people);
        Path undisturbed = directory.resolve("undisturbed");
        AtRest expected;
        try (HubProcess hub = start(undisturbed);
                HubClient client = client(hub, undisturbed).patience(PATIENCE)) {
            sendAndFinish(client, people);
            expected = atRest(hub, undisturbed, "person");
        }
        Path data = directory.resolve("killed");
        try (HubProcess hub = start(data);
                HubClient client = client(hub, data)) {
            PartsUpload upload = parts(client);
            lines(people).forEach(upload::add);
            Thread finishing = Thread.ofVirtual().start(() -> {
                var _ = catchThrowable(upload::finish);
            });
            until(() -> jobs(client).anyMatch(job -> job.path("state").asText().equals("running")));
            kill(hub.handle());
            finishing.join();
        }
        try (HubProcess hub = start(data);
                HubClient client = client(hub, data)) {
            until(() ->
                    !client.get("/api/v1/feed/person?limit=1").path("events").isEmpty());
            kill(hub.handle());
            kill(postmaster(data));
        }
        try (HubProcess hub = start(data);
                HubClient client = client(hub, data).patience(PATIENCE)) {
            until(() -> jobs(client).allMatch(job -> job.hasNonNull("finishedAt")));

            AtRest killed = atRest(hub, data, "person");
            assertThat(jobs(client)).allMatch(job -> job.path("state").asText().equals("done"));
            assertSame(killed, expected);
            assertThat(violations(hub, data)).isEmpty();
            assertThat(sendAndFinish(client, people).of("unchanged")).isEqualTo(LONG_LOAD);
            assertSame(atRest(hub, data, "person"), killed);
        }
    }

    private static void assertSame(AtRest found, AtRest expected) {
        Set<Set<String>> more = new HashSet<>(found.partition());
        more.removeAll(expected.partition());
        Set<Set<String>> fewer = new HashSet<>(expected.partition());
        fewer.removeAll(found.partition());
        assertThat(more)
                .as("clusters that only this hub has; it has not %s", fewer)
                .isEmpty();
        assertThat(fewer).as("clusters that this hub has not").isEmpty();
        expected.golden()
                .forEach((members, values) -> assertThat(found.golden()).containsEntry(members, values));
        assertThat(found.questions()).isEqualTo(expected.questions());
    }

    private static Stream<JsonNode> jobs(HubClient client) {
        JsonNode jobs = client.get("/api/v1/jobs");
        return StreamSupport.stream((jobs.isArray() ? jobs : jobs.path("jobs")).spliterator(), false);
    }

    private static PartsUpload parts(HubClient client) {
        return new PartsUpload(client, "crm", "person", 2, (line, code, reason) -> {
            throw new AssertionError("line " + line + " was refused: " + code);
        });
    }

    private static Tally sendAndFinish(HubClient client, Path people) throws IOException {
        try (PartsUpload upload = parts(client)) {
            lines(people).forEach(upload::add);
            return upload.finish();
        }
    }

    private static List<SourceLine> lines(Path people) throws IOException {
        List<SourceLine> all = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(people.resolve("records.csv"))) {
            CsvLines lines = new CsvLines(
                    reader, header -> new LineFormat("id", null, ColumnMap.identity(header.subList(1, header.size()))));
            for (SourceLine line = lines.next(); line != null; line = lines.next()) {
                all.add(line);
            }
        }
        return all;
    }

    /** Each question goes to the hub and back, which is all the pause that is needed. */
    private static void until(BooleanSupplier reached) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as("not reached within " + PATIENCE).isLessThan(end);
        }
    }

    private Map<String, AtRest> loadUndisturbed(Path data) throws IOException {
        try (HubProcess hub = start(data)) {
            load(hub, data);
            Map<String, AtRest> states = new TreeMap<>();
            for (String entity : ENTITIES) {
                states.put(entity, atRest(hub, data, entity));
            }
            assertThat(violations(hub, data)).isEmpty();
            return states;
        }
    }

    private static HubProcess start(Path data) throws IOException {
        return HubProcess.start(
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseCompactObjectHeaders",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-Xmx768m",
                        "-Dquarkus.http.port=" + HubProcess.freePort(),
                        "-Dkarat.data=" + data,
                        "-Dkarat.rules=matching-rules",
                        "-Dkarat.postgres.binaries=" + Path.of("target", "postgres"),
                        "-jar",
                        APPLICATION.toString()),
                data.resolve("hub.log"));
    }

    private static void kill(ProcessHandle process) {
        assertThat(process.destroyForcibly()).isTrue();
        process.onExit().join();
    }

    /** The server process of the hub's own database. */
    private static ProcessHandle postmaster(Path data) throws IOException {
        List<String> lines = Files.readAllLines(data.resolve("postgres").resolve("postmaster.pid"));
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).orElseThrow();
    }

    private static HubClient client(HubProcess hub, Path data) throws IOException {
        String token = Files.readString(data.resolve("admin.token")).strip();
        return new HubClient(java.net.URI.create(hub.url()), token);
    }

    /** Everything, source by source. */
    private void load(HubProcess hub, Path data) throws IOException {
        try (HubClient client = client(hub, data).patience(PATIENCE)) {
            for (String entity : ENTITIES) {
                for (String source : SampleSources.NAMES) {
                    try (BulkUpload upload = upload(client, entity, source)) {
                        lines(client, entity, source).forEach(upload::add);
                        assertThat(upload.finish().of("rejected")).isZero();
                    }
                }
            }
        }
    }

    /** Kills with chunks under way, as soon as so many records were accepted; how many those are. */
    private long loadAndKill(HubProcess hub, Path data, String entity, long accepted, ProcessHandle... victims)
            throws IOException {
        long before = 0;
        try (HubClient client = client(hub, data).patience(PATIENCE)) {
            for (String source : SampleSources.NAMES) {
                try (BulkUpload upload = upload(client, entity, source)) {
                    for (SourceLine.Parsed line : lines(client, entity, source)) {
                        upload.add(line);
                        long now = before + upload.tally().of("accepted");
                        if (now >= accepted) {
                            kill(hub.handle());
                            List.of(victims).forEach(KillTest::kill);
                            return now;
                        }
                    }
                    before += upload.finish().of("accepted");
                }
            }
        }
        throw new AssertionError("the load ended with " + before + " records accepted, before it could be disturbed");
    }

    private static BulkUpload upload(HubClient client, String entity, String source) {
        return new BulkUpload(client, "/api/v1/sources/" + source + "/" + entity, CHUNK, (line, code, reason) -> {
            throw new AssertionError("line " + line + " was refused: " + code);
        });
    }

    private List<SourceLine.Parsed> lines(HubClient client, String entity, String source) {
        Set<String> attributes = EntityAttributes.of(client, entity);
        return records.stream()
                .filter(r -> r.entity().equals(entity) && r.source().equals(source))
                .map(r -> new SourceLine.Parsed(0, r.key(), Demo.line(r, attributes)))
                .toList();
    }

    private static JsonNode violations(HubProcess hub, Path data) throws IOException {
        try (HubClient client = client(hub, data)) {
            return client.post("/api/v1/admin/check", "").path("violations");
        }
    }

    private static AtRest atRest(HubProcess hub, Path data, String entity) throws IOException {
        Map<String, Set<String>> members = new TreeMap<>();
        for (JsonNode link : export(hub, data, entity, "links")) {
            members.computeIfAbsent(link.path("golden_id").asText(), _ -> new TreeSet<>())
                    .add(link.path("source").asText() + "/" + link.path("key").asText());
        }
        Map<Set<String>, JsonNode> golden = export(hub, data, entity, "golden").stream()
                .collect(Collectors.toMap(
                        g -> members.getOrDefault(g.path("golden_id").asText(), Set.of()), KillTest::values));
        Map<String, Set<String>> clusterOf = new TreeMap<>();
        members.values().forEach(cluster -> cluster.forEach(record -> clusterOf.put(record, cluster)));
        Map<Set<Set<String>>, String> questions = export(hub, data, entity, "reviews").stream()
                .filter(review -> review.path("state").asText().equals("open"))
                .collect(Collectors.toMap(
                        review -> Set.of(
                                clusterOf.getOrDefault(review.path("left").asText(), Set.of()),
                                clusterOf.getOrDefault(review.path("right").asText(), Set.of())),
                        review -> review.path("kind").asText() + " "
                                + review.path("score").asText()));
        assertThat(questions).isNotEmpty();
        return new AtRest(Set.copyOf(members.values()), golden, questions);
    }

    private static JsonNode values(JsonNode golden) {
        return golden.<com.fasterxml.jackson.databind.node.ObjectNode>deepCopy()
                .without(List.of("golden_id", "version"));
    }

    private static List<JsonNode> export(HubProcess hub, Path data, String entity, String what) throws IOException {
        try (HubClient client = client(hub, data);
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        client.stream("/api/v1/export/" + entity + "/" + what + "?format=ndjson"),
                        StandardCharsets.UTF_8))) {
            return lines.lines().map(HubClient::parse).toList();
        }
    }
}
