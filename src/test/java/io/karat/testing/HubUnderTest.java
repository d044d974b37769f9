package io.karat.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Gives a hub started by a test its place below {@code target}: a data directory for each test process, and one unpacked
 * PostgreSQL for all of them. A test profile may override either.
 */
public final class HubUnderTest implements ConfigSource {

    private static final Path PLACE = Path.of("target", "hubs-under-test");

    private static final Map<String, String> SETTINGS = Map.of(
            "karat.data",
            Path.of(
                            "target",
                            "hubs-under-test",
                            Long.toString(ProcessHandle.current().pid()))
                    .toString(),
            "karat.postgres.binaries",
            Path.of("target", "postgres").toString(),
            "karat.webhook.private",
            "allow");

    static {
        deleteHubsOfEndedProcesses();
    }

    private static void deleteHubsOfEndedProcesses() {
        if (!Files.isDirectory(PLACE)) {
            return;
        }
        try (Stream<Path> hubs = Files.list(PLACE)) {
            for (Path hub : hubs.toList()) {
                long process = Long.parseLong(hub.getFileName().toString().replaceAll("\\D", ""));
                if (ProcessHandle.of(process).isEmpty()) {
                    deleteTree(hub);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteTree(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    @Override
    public Set<String> getPropertyNames() {
        return SETTINGS.keySet();
    }

    @Override
    public @Nullable String getValue(String name) {
        return SETTINGS.get(name);
    }

    @Override
    public String getName() {
        return "hub under test";
    }

    @Override
    public int getOrdinal() {
        return 260;
    }
}
