package io.karat.boot;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * Tells whoever started the hub that it may be used: the port in a file of the data directory, and one bare line on
 * standard output, both only once the hub itself answers that it is ready.
 */
@Singleton
final class ReadyAnnouncement {

    private static final Logger LOG = Logger.getLogger(ReadyAnnouncement.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DataDirectory directory;
    private final PrintStream out;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("karat-ready").unstarted(task));
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    ReadyAnnouncement(DataDirectory directory) {
        this.directory = directory;
        this.out = System.out;
    }

    void whenListening(@ObservesAsync HttpServerStart listening) {
        int port = listening.options().getPort();
        if (LaunchMode.current() != LaunchMode.TEST) {
            ScheduledFuture<?> _ =
                    clock.scheduleWithFixedDelay(() -> announceIfReady(port), 0, 50, TimeUnit.MILLISECONDS);
        }
    }

    void whenStopping(@Observes ShutdownEvent stopping) throws IOException {
        clock.shutdownNow();
        client.close();
        Files.deleteIfExists(directory.file("port"));
    }

    private void announceIfReady(int port) {
        if (!ready(port)) {
            return;
        }
        clock.shutdown();
        directory.writeSecret("port", Integer.toString(port));
        out.println("karat ready on http://localhost:" + port);
        out.flush();
    }

    private boolean ready(int port) {
        String path = ConfigProvider.getConfig()
                .getOptionalValue("quarkus.http.host", String.class)
                .orElse("localhost");
        String host = path.equals("0.0.0.0") ? "127.0.0.1" : path;
        HttpRequest question = HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + "/q/health/ready"))
                .timeout(PATIENCE)
                .build();
        try {
            return client.send(question, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            LOG.debugf(e, "Not ready yet on port %d", port);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
