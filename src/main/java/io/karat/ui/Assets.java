package io.karat.ui;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.CRC32;

/** The version of the style sheet and the scripts, part of their addresses so that browsers may keep them. */
@ApplicationScoped
class Assets {

    private static final List<String> FILES = List.of("karat.css", "karat.js", "palette.js", "graph.js", "charts.js");

    private final String version = read();

    String version() {
        return version;
    }

    private static String read() {
        CRC32 sum = new CRC32();
        for (String name : FILES) {
            String path = "/META-INF/resources/assets/" + name;
            try (InputStream file = Assets.class.getResourceAsStream(path)) {
                if (file == null) {
                    throw new IllegalStateException("the application was built without " + path);
                }
                sum.update(file.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Long.toHexString(sum.getValue());
    }
}
