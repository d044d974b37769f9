package io.karat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.karat.demo.SampleRecord;
import io.karat.demo.SampleSources;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description = "Run a hub with sample sources and a sample subscriber, ready for a steward.",
        mixinStandardHelpOptions = true,
        footer = {"", "Run again, it goes on where it was; delete its data directory to begin anew."})
final class Demo implements Callable<Integer> {

    private static final List<String> ENTITIES = List.of("person", "organisation");
    private static final Map<String, String> ROLES =
            new TreeMap<>(Map.of("ada", "steward", "grace", "steward", "alan", "approver", "victor", "viewer"));

    @Option(names = "--port", defaultValue = "8080", description = "Port of the hub (default 8080).")
    private int port;

    @Option(names = "--data", paramLabel = "DIR", description = "Data directory (default .karat/demo).")
    private @Nullable Path data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("karat.home", "."));
        Path directory = (data == null ? home.resolve(".karat").resolve("demo") : data).toAbsolutePath();
        say("starting the hub");
        try (HubProcess hub = startHub(home.resolve("karat"), directory);
                HubClient client = new HubClient(
                                URI.create(hub.url()),
                                Files.readString(directory.resolve("admin.token"))
                                        .strip())
                        .patience(Duration.ofSeconds(60))) {
            DemoState state = DemoState.read(directory);
            accounts(client, state);
            state.write(directory);
            load(client, directory);
            try (DemoSubscriber subscriber = subscriber(state)) {
                subscribe(client, subscriber, state);
                state.write(directory);
                tell(hub, state, directory);
                hub.await();
            }
        }
        return ExitCode.DONE;
    }

    private HubProcess startHub(Path launcher, Path directory) throws IOException {
        ProcessBuilder serve = new ProcessBuilder(
                launcher.toString(),
                "serve",
                "--port",
                Integer.toString(port),
                "--data",
                directory.toString(),
                "--rules",
                DemoRules.in(directory, launcher.resolveSibling("matching-rules"))
                        .toString());
        serve.environment().put("KARAT_WEBHOOK_PRIVATE", "allow");
        return HubProcess.start(serve, directory.resolve("demo-hub.log"));
    }

    private static void accounts(HubClient client, DemoState state) {
        ROLES.forEach((name, role) -> {
            boolean known = state.logins.containsKey(name);
            String password = state.logins.computeIfAbsent(name, _ -> password());
            String body = HubClient.JSON
                    .createObjectNode()
                    .put("name", name)
                    .put("password", password)
                    .put("role", role)
                    .toString();
            HttpResponse<String> answer = client.tryPost("/api/v1/accounts", body);
            if (answer.statusCode() == 409 && !known) {
                throw CommandFailure.hub("the demo's hub has an account " + name
                        + " that this demo did not make; delete the data directory to begin anew");
            }
            if (answer.statusCode() / 100 != 2 && answer.statusCode() != 409) {
                throw HubClient.refused(answer.statusCode(), answer.body());
            }
        });
    }

    private void load(HubClient client, Path directory) throws IOException {
        List<SampleRecord> records = SampleSources.generate(SampleSources.SEED);
        writeTruth(records, directory);
        for (String entity : ENTITIES) {
            Set<String> attributes = EntityAttributes.of(client, entity);
            for (String source : SampleSources.NAMES) {
                String path = "/api/v1/sources/" + source + "/" + entity;
                try (BulkUpload upload = new BulkUpload(
                        client,
                        path,
                        new BulkUpload.ChunkSize(500, 2),
                        (line, code, reason) -> say("record " + line + " of " + source + ": " + code + " " + reason))) {
                    long number = 0;
                    for (SampleRecord record : records) {
                        if (record.source().equals(source) && record.entity().equals(entity)) {
                            upload.add(new SourceLine.Parsed(++number, record.key(), line(record, attributes)));
                        }
                    }
                    Tally tally = upload.finish();
                    say(String.format(
                            "%-8s %-12s %,5d records: %,d new, %,d linked, %,d for review, %,d unchanged",
                            source,
                            entity,
                            tally.of("lines"),
                            tally.of("created"),
                            tally.of("linked"),
                            tally.of("reviews"),
                            tally.of("unchanged")));
                }
            }
        }
    }

    /** One line of the hub's bulk format with those attributes that the entity type has. */
    static String line(SampleRecord record, Set<String> attributes) {
        ObjectNode line = HubClient.JSON
                .createObjectNode()
                .put("key", record.key())
                .put("observedAt", record.observedAt().toString());
        ObjectNode values = line.putObject("data");
        record.data().forEach((attribute, value) -> {
            if (attributes.contains(attribute)) {
                values.put(attribute, value);
            }
        });
        return line.toString();
    }

    private static void writeTruth(List<SampleRecord> records, Path directory) throws IOException {
        for (String entity : ENTITIES) {
            try (BufferedWriter truth = Files.newBufferedWriter(directory.resolve("truth-" + entity + ".csv"))) {
                truth.write("source,key,cluster\n");
                for (SampleRecord record : records) {
                    if (record.entity().equals(entity)) {
                        truth.write(record.source() + "," + record.key() + "," + record.truth() + "\n");
                    }
                }
            }
        }
    }

    private DemoSubscriber subscriber(DemoState state) throws IOException {
        try {
            return new DemoSubscriber(state.subscriberPort, this::say);
        } catch (BindException e) {
            throw CommandFailure.hub("the sample subscriber's port " + state.subscriberPort
                    + " is taken; end the program that holds it, and start the demo again");
        }
    }

    private static void subscribe(HubClient client, DemoSubscriber subscriber, DemoState state) {
        for (String entity : ENTITIES) {
            if (!state.secrets.containsKey(entity)) {
                String body = HubClient.JSON
                        .createObjectNode()
                        .put("name", "sample-" + entity)
                        .put("entity", entity)
                        .put("url", subscriber.url(entity).toString())
                        .toString();
                JsonNode made = client.post("/api/v1/subscriptions", body);
                state.secrets.put(entity, made.path("secret").asText());
            }
            subscriber.trust(entity, state.secrets.getOrDefault(entity, ""));
        }
        state.subscriberPort = subscriber.port();
    }

    private void tell(HubProcess hub, DemoState state, Path directory) {
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        out.println("Karat is at work on " + hub.url());
        out.println();
        ROLES.forEach((name, role) ->
                out.printf("  %-8s %-8s password %s%n", name, role, state.logins.getOrDefault(name, "")));
        out.println("  admin    admin    password in " + directory.resolve("admin.password"));
        out.println();
        out.println("Sign in as ada, open Reviews, and decide with 1 (same) or 2 (different).");
        out.println("Where sources disagree on a tax id the queue has a conflict: what ada chooses, alan approves.");
        out.println("The walk of src/docs/stewardship.md begins with a search for ashdown.");
        out.println("Each change that is published arrives below, at the sample subscriber. Ctrl-C ends the demo.");
        out.println();
        out.flush();
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }

    /** Easy to type, hard to guess: sixteen letters in four groups. */
    private static String password() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            password.append(i > 0 && i % 4 == 0 ? "-" : "")
                    .append("abcdefghjkmnpqrstuvwxyz".charAt(random.nextInt(23)));
        }
        return password.toString();
    }
}
