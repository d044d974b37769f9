package io.karat.boot;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Settings that exist only once the data directory is open: where the database is, the key that encrypts sessions, and
 * where the log is written.
 *
 * <p>Configuration is read during the build too. Then nothing is opened or started: a port found at build time would be
 * recorded for ever.
 */
public final class HubConfigSourceFactory implements ConfigSourceFactory {

    /** Above application.properties (250), below the environment (300) and system properties (400). */
    private static final int ORDINAL = 275;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        if (!applicationStarts()) {
            return List.of();
        }
        Path data = Path.of(value(context, "karat.data", ".karat"));
        DataDirectory directory = DataDirectory.open(data);
        Map<String, String> settings = new HashMap<>();
        settings.put(
                "quarkus.log.file.path",
                directory.directory("logs").resolve("karat.log").toString());
        settings.put("quarkus.http.auth.session.encryption-key", SessionKey.of(directory));
        DatabaseAccess database = database(context, directory);
        settings.put("quarkus.datasource.jdbc.url", database.url());
        settings.put("quarkus.datasource.username", database.user());
        settings.put("quarkus.datasource.password", database.password());
        return List.of(new PropertiesConfigSource(settings, "Karat data directory", ORDINAL));
    }

    private static DatabaseAccess database(ConfigSourceContext context, DataDirectory directory) {
        String url = value(context, "karat.db.url", "");
        if (!url.isEmpty()) {
            return new DatabaseAccess(
                    url, value(context, "karat.db.user", "karat"), value(context, "karat.db.password", ""));
        }
        String binaries =
                value(context, "karat.postgres.binaries", directory.root().toString());
        return EmbeddedDatabase.of(directory, Path.of(binaries));
    }

    private static boolean applicationStarts() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals("io.quarkus.runtime.Application")
                        && frame.getMethodName().equals("start")));
    }

    private static String value(ConfigSourceContext context, String name, String otherwise) {
        @Nullable ConfigValue found = context.getValue(name);
        return found == null || found.getValue() == null || found.getValue().isBlank() ? otherwise : found.getValue();
    }
}
