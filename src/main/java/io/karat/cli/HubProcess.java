package io.karat.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A hub in a process of its own that ends with this one. */
final class HubProcess implements AutoCloseable {

    private static final String READY = "karat ready on ";

    private final Process process;
    private final String url;

    private HubProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts the hub and waits until it is ready.
     *
     * @param command becomes the JVM of the hub, or is it
     * @param log of the hub, as this process keeps its own words for the terminal
     * @throws CommandFailure when the hub ends before it is ready
     */
    static HubProcess start(ProcessBuilder command, Path log) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        Process process = command.redirectError(log.toFile()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "karat-hub-stop"));
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(READY)) {
                return new HubProcess(process, line.substring(READY.length()));
            }
        }
        throw CommandFailure.hub("the hub did not start; " + log + " says why"
                + Files.readAllLines(log).stream()
                        .filter(line -> line.startsWith("karat: "))
                        .reduce("", (_, line) -> ": " + line.substring("karat: ".length())));
    }

    /** A port of this machine that nobody listens at now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String url() {
        return url;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Until the hub ends, by itself or with this process. */
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
