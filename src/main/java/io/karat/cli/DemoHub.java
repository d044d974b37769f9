package io.karat.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The hub of the demo, in a process of its own that ends with this one. */
final class DemoHub implements AutoCloseable {

    private final Process process;
    private final String readyLine;

    private DemoHub(Process process, String readyLine) {
        this.process = process;
        this.readyLine = readyLine;
    }

    /** Starts the hub and waits until it is ready. Its log goes to a file, as the demo's own words go to the terminal. */
    static DemoHub start(Path launcher, Path data, int port) throws IOException {
        Path log = Files.createDirectories(data).resolve("demo-hub.log");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        launcher.toString(), "serve", "--port", Integer.toString(port), "--data", data.toString()))
                .redirectError(log.toFile());
        builder.environment().put("KARAT_WEBHOOK_PRIVATE", "allow");
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "karat-demo-stop"));
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("karat ready on ")) {
                return new DemoHub(process, line);
            }
        }
        throw CommandFailure.hub("the hub did not start; " + log + " says why"
                + Files.readAllLines(log).stream()
                        .filter(line -> line.startsWith("karat: "))
                        .reduce("", (_, line) -> ": " + line.substring("karat: ".length())));
    }

    String url() {
        return readyLine.substring("karat ready on ".length());
    }

    /** Until the hub ends, by itself or with the whole demo. */
    void await() throws InterruptedException {
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
