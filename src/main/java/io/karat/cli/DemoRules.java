package io.karat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The demo's entity models: those that come with the hub, and what the demo shows beyond them. */
final class DemoRules {

    private static final String DEMO = "demo";

    private DemoRules() {}

    /**
     * A copy in the demo's data directory, which may be changed there: it is made once.
     *
     * @param shipped the directory of models that come with the hub; its directory {@code demo} goes before them
     */
    static Path in(Path directory, Path shipped) throws IOException {
        Path rules = directory.resolve("rules");
        if (Files.exists(rules)) {
            return rules;
        }
        Path draft = Files.createTempDirectory(Files.createDirectories(directory), "rules");
        copy(shipped, draft);
        copy(shipped.resolve(DEMO), draft);
        return Files.move(draft, rules, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> entries;
        try (Stream<Path> found = Files.walk(from)) {
            entries = found.filter(entry -> !from.relativize(entry).startsWith(DEMO))
                    .filter(entry -> !entry.equals(from))
                    .toList();
        }
        for (Path entry : entries) {
            Path target = to.resolve(from.relativize(entry));
            if (Files.isDirectory(entry)) {
                Files.createDirectories(target);
            } else {
                Files.copy(entry, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
