package io.karat.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** Writes a file that stands under its name only once all of it is there. */
final class Draft {

    private static final int BUFFER = 1 << 16;

    private Draft() {}

    @FunctionalInterface
    interface Content {
        void to(Writer writer) throws IOException;
    }

    /**
     * To be asked before long work.
     *
     * @throws CommandFailure when the file has no directory to be in
     */
    static void check(@Nullable Path file) {
        Path directory = file == null ? null : file.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            throw CommandFailure.usage("there is no directory " + directory + " to write into");
        }
    }

    static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        Path draft = target.resolveSibling(target.getFileName() + ".part");
        try {
            OutputStream stream = new BufferedOutputStream(Files.newOutputStream(draft), BUFFER);
            try (Writer writer = new OutputStreamWriter(stream, StandardCharsets.UTF_8)) {
                content.to(writer);
            }
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
