package io.karat.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the hub is and how it knows the caller: {@code KARAT_URL} and {@code KARAT_TOKEN}, else its data directory. */
final class HubConnection {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data directory of the hub, which tells its port and holds its token (default: .karat beside"
                    + " the launcher).")
    private @Nullable Path data;

    private final Map<String, String> environment;

    HubConnection() {
        this(System.getenv());
    }

    HubConnection(Map<String, String> environment) {
        this.environment = environment;
    }

    HubClient open() {
        Path directory = data != null ? data : Path.of(System.getProperty("karat.home", "."), ".karat");
        String url = environment.getOrDefault("KARAT_URL", "");
        String token = environment.getOrDefault("KARAT_TOKEN", "");
        if (url.isBlank()) {
            url = "http://localhost:"
                    + read(directory.resolve("port"))
                            .orElseThrow(() -> CommandFailure.hub("no hub runs on " + directory
                                    + ". Start one with 'karat serve', or set KARAT_URL and KARAT_TOKEN."));
        }
        if (token.isBlank()) {
            token = read(directory.resolve("admin.token"))
                    .orElseThrow(() -> CommandFailure.hub("no token: set KARAT_TOKEN, or give the hub's data directory"
                            + " with --data (looked for " + directory.resolve("admin.token") + ")."));
        }
        return new HubClient(address(url), token);
    }

    private static URI address(String url) {
        try {
            URI address = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
            if (address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException _) {
            // Refused below, as an address without a host is.
        }
        throw CommandFailure.usage("KARAT_URL is no address of a hub: " + url);
    }

    private static Optional<String> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw CommandFailure.hub("cannot read " + file + ": " + e.getMessage());
        }
    }
}
