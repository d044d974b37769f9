package io.karat.testing;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Gives a hub started by a test its place below {@code target}: a data directory for each test process, and one unpacked
 * PostgreSQL for all of them. A test profile may override either.
 */
public final class HubUnderTest implements ConfigSource {

    private static final Map<String, String> SETTINGS = Map.of(
            "karat.data",
            Path.of(
                            "target",
                            "hubs-under-test",
                            Long.toString(ProcessHandle.current().pid()))
                    .toString(),
            "karat.postgres.binaries",
            Path.of("target", "postgres").toString());

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
