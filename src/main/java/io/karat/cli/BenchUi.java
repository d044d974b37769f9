package io.karat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "ui",
        description = "Measure the pages of stewards: next question, decision, golden record, search.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The fresh hub asks about nearly everything, so that its queue is long. Each page is read to its end.",
            SteadyRate.HOW
        })
final class BenchUi implements Callable<Integer> {

    private static final List<String> PAGES = List.of("next question", "golden record", "search", "decision");
    private static final Pattern QUESTION = Pattern.compile("/reviews/([0-9a-f-]{36})/decision");
    private static final Pattern EVIDENCE = Pattern.compile("name=\"evidence\" value=\"(-?\\d+)\"");

    @Option(names = "--golden", defaultValue = "1000000", description = "Golden records (default 1000000).")
    private int golden;

    @Option(names = "--reviews", defaultValue = "100000", description = "Open questions, about (default 100000).")
    private int reviews;

    @Option(names = "--stewards", defaultValue = "10", description = "Who work at once (default 10).")
    private int stewards;

    @Option(names = "--rate", defaultValue = "20", description = "Pages a second, of all together (default 20).")
    private int rate;

    @Option(names = "--seconds", defaultValue = "60", description = "Length of the measurement (default 60).")
    private int seconds;

    @Option(names = "--seed", defaultValue = "42", description = "Seed of the generated people (default 42).")
    private long seed;

    @Option(names = "--json", description = "Figures as one line of JSON.")
    private boolean json;

    @Mixin
    private BenchHub.Choice choice = new BenchHub.Choice();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private record Claimed(StewardBrowser steward, String question, String evidence) {}

    @Override
    public Integer call() throws IOException {
        Least.check(spec.commandLine(), "--stewards", stewards, 1);
        Least.check(spec.commandLine(), "--rate", rate, 1);
        Least.check(spec.commandLine(), "--seconds", seconds, 1);
        Figures figures = new Figures();
        try (BenchDirectory work = BenchDirectory.make()) {
            Path file = work.different(seed, golden, reviews);
            try (BenchHub hub = choice.open(work, askingRules(work))) {
                hub.load(file);
                figures.count("golden records", total(hub, "golden/" + BenchHub.ENTITY + "?limit=1", "total"));
                figures.count(
                        "open questions",
                        total(hub, "reviews?entity=" + BenchHub.ENTITY + "&limit=1&count=exact", "open"));
                measure(figures, hub, names(file));
                figures.memory("most heap in use", hub.heap());
            }
        }
        spec.commandLine().getOut().println(json ? figures.json() : figures.text());
        return ExitCode.DONE;
    }

    private static double total(BenchHub hub, String path, String field) {
        return HubClient.parse(hub.client().look("/api/v1/" + path).body())
                .path(field)
                .asDouble();
    }

    /** The models of Karat, but nothing is sure enough to be joined unasked. */
    private static Path askingRules(BenchDirectory work) throws IOException {
        Path directory = work.root().resolve("rules");
        try (Stream<Path> files = Files.walk(BenchDirectory.rules())) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(BenchDirectory.rules().relativize(file)));
            }
        }
        Path model = directory.resolve(BenchHub.ENTITY + ".yaml");
        Map<String, Object> content = new Yaml().load(Files.readString(model));
        content.put("match", Map.of("thresholds", Map.of("link", 1 - 1e-12, "review", 0.30)));
        Files.writeString(model, new Yaml().dump(content));
        return directory;
    }

    /** Given and family name of every thousandth record, one letter missing from each second. */
    private static List<String> names(Path file) throws IOException {
        List<String> names = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            List<String> header = List.of(reader.readLine().split(",", -1));
            int given = header.indexOf("given_name");
            int family = header.indexOf("family_name");
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (number++ % 1000 == 0) {
                    String[] cells = line.split(",", -1);
                    String name = (cells[given] + " " + cells[family]).strip();
                    names.add(
                            names.size() % 2 == 1 && name.length() > 4
                                    ? new StringBuilder(name).deleteCharAt(2).toString()
                                    : name);
                }
            }
        }
        return names;
    }

    private void measure(Figures figures, BenchHub hub, List<String> names) throws IOException {
        List<StewardBrowser> browsers = new ArrayList<>();
        try {
            String visit = UUID.randomUUID().toString().substring(0, 8);
            for (int i = 0; i < stewards; i++) {
                browsers.add(StewardBrowser.signIn(hub, "bench-" + visit + "-" + i));
            }
            Visits visits = new Visits(browsers, names, ids(hub, names), new ConcurrentLinkedQueue<>());
            SteadyRate steady = new SteadyRate(rate);
            int most = rate * seconds / PAGES.size() * PAGES.size();
            // The first of them warm the hub up.
            steady.send(most / 2 / PAGES.size() * PAGES.size(), visits::answered, () -> true);
            SteadyRate.Times times = steady.send(most, visits::answered, () -> true);
            figures.count("pages", times.inOrder().length);
            figures.count("failed", times.failed());
            for (int i = 0; i < PAGES.size(); i++) {
                times.every(PAGES.size(), i).tellTimes(figures, PAGES.get(i));
            }
        } finally {
            browsers.forEach(StewardBrowser::close);
        }
    }

    private static List<String> ids(BenchHub hub, List<String> names) {
        List<String> ids = new ArrayList<>();
        for (String name : names.subList(0, Math.min(200, names.size()))) {
            String query = "?limit=20&q=".concat(StewardBrowser.encoded(name));
            for (JsonNode hit : HubClient.parse(hub.client()
                            .look("/api/v1/golden/" + BenchHub.ENTITY + query)
                            .body())
                    .path("hits")) {
                ids.add(hit.path("id").asText());
            }
        }
        return ids;
    }

    /** One visit after another to each kind of page. */
    private record Visits(List<StewardBrowser> browsers, List<String> names, List<String> ids, Queue<Claimed> claimed) {

        boolean answered(int number) {
            StewardBrowser steward = browsers.get(number % browsers.size());
            try {
                return switch (number % PAGES.size()) {
                    case 0 -> next(steward);
                    case 1 ->
                        steward.get("/golden/" + BenchHub.ENTITY + "/" + some(ids, number))
                                        .statusCode()
                                == 200;
                    case 2 -> search(steward, StewardBrowser.encoded(some(names, number)));
                    default -> decide(claimed.poll());
                };
            } catch (IOException _) {
                return false;
            }
        }

        private static boolean search(StewardBrowser steward, String query) throws IOException {
            String page = "/golden?entity=" + BenchHub.ENTITY;
            return steward.get(page + "&q=" + query).statusCode() == 200;
        }

        private static String some(List<String> of, int number) {
            return of.get(new Random(number).nextInt(of.size()));
        }

        private boolean next(StewardBrowser steward) throws IOException {
            return claims(steward, steward.post("/reviews/next", Map.of("entity", BenchHub.ENTITY)));
        }

        private boolean claims(StewardBrowser steward, HttpResponse<String> page) {
            Matcher question = QUESTION.matcher(page.body());
            Matcher evidence = EVIDENCE.matcher(page.body());
            boolean shown = page.statusCode() == 200 && question.find() && evidence.find();
            if (shown) {
                claimed.add(new Claimed(steward, question.group(1), evidence.group(1)));
            }
            return shown;
        }

        /** Its answer is the next question. */
        private boolean decide(@Nullable Claimed open) throws IOException {
            if (open == null) {
                return false;
            }
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("verdict", "different");
            fields.put("evidence", open.evidence());
            return claims(open.steward(), open.steward().post("/reviews/" + open.question() + "/decision", fields));
        }
    }
}
