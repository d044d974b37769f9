package io.karat.boot;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The hub's process: from the data directory to the last word, when it cannot start. */
@QuarkusMain
public final class Hub {

    private Hub() {}

    public static void main(String... arguments) {
        String data = System.getProperty("karat.data", System.getenv().getOrDefault("KARAT_DATA", ".karat"));
        try {
            // Before anything is loaded, so that a second hub is refused with one line.
            DataDirectory.open(Path.of(data));
        } catch (StartRefused refused) {
            end(refused.exitCode(), refused);
        }
        Quarkus.run(null, Hub::end, arguments);
    }

    private static void end(int code, @Nullable Throwable failure) {
        StartRefused refused = refusal(failure);
        if (refused != null) {
            System.err.println("karat: " + refused.getMessage());
            System.exit(refused.exitCode());
        }
        // Development mode has a way of its own, as it starts the application again.
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(code, failure);
    }

    private static @Nullable StartRefused refusal(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartRefused refused) {
                return refused;
            }
        }
        return null;
    }
}
