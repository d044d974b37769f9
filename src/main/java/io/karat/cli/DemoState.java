package io.karat.cli;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the demo must remember from one run to the next: the logins it made and the secrets of its subscriptions. */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
final class DemoState {

    private static final String NAME = "demo.json";

    /** Name to password. */
    final Map<String, String> logins = new LinkedHashMap<>();

    /** Entity type to secret. */
    final Map<String, String> secrets = new LinkedHashMap<>();

    /** Where the sample subscriber listens; 0 before its first start. */
    int subscriberPort;

    static DemoState read(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        return Files.exists(file) ? HubClient.JSON.readValue(file.toFile(), DemoState.class) : new DemoState();
    }

    void write(Path directory) throws IOException {
        Path draft = Files.createTempFile(
                directory,
                "demo",
                ".json",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        HubClient.JSON.writeValue(draft.toFile(), this);
        Files.move(draft, directory.resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
    }
}
