package io.karat.boot;

import io.quarkus.runtime.Application;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One embedded server per data directory and process. It stops when the process does, after the application: the
 * application's last transactions must find it.
 */
final class EmbeddedDatabase {

    private static final Duration APPLICATION_STOPS_WITHIN = Duration.ofSeconds(45);

    private EmbeddedDatabase() {}

    /** The address is a system property, as the application may restart in this process with another class loader. */
    static synchronized DatabaseAccess of(DataDirectory directory, Path binaries) {
        PostgresServer server = new PostgresServer(directory, PostgresBinaries.unpack(binaries));
        String key = "io.karat.postgres.port:" + directory.root();
        String running = System.getProperty(key);
        if (running != null) {
            return server.access(Integer.parseInt(running));
        }
        SessionWeight weight = new SessionWeight();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> stopAfterApplication(server, weight), "karat-postgres-stop"));
        int port = server.start();
        weight.stepBack();
        System.setProperty(key, Integer.toString(port));
        return server.access(port);
    }

    private static void stopAfterApplication(PostgresServer server, SessionWeight weight) {
        try {
            Application application = Application.currentApplication();
            if (application != null) {
                // An application that failed at its start never reports that it stopped.
                Thread.ofVirtual().start(application::awaitShutdown).join(APPLICATION_STOPS_WITHIN);
            }
            server.stop();
            weight.restore();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
