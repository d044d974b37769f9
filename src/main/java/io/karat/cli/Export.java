package io.karat.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        description = "Write links, golden records or reviews of the running hub.",
        mixinStandardHelpOptions = true)
final class Export implements Callable<Integer> {

    enum What {
        LINKS,
        GOLDEN,
        REVIEWS
    }

    enum Format {
        CSV,
        NDJSON
    }

    @Mixin
    private HubConnection connection = new HubConnection();

    @Option(names = "--entity", required = true, paramLabel = "E", description = "Entity type.")
    private String entity = "";

    @Option(names = "--what", required = true, description = "One of links, golden, reviews.")
    private What what = What.LINKS;

    @Option(names = "--format", defaultValue = "csv", description = "csv (default) or ndjson.")
    private Format format = Format.CSV;

    @Option(names = "--out", paramLabel = "FILE", description = "Write here, once all of it is there.")
    private @Nullable Path target;

    @Override
    public Integer call() throws IOException {
        String path = "/api/v1/export/" + HubClient.segment(entity) + "/" + lower(what) + "?format=" + lower(format);
        try (HubClient hub = connection.open();
                InputStream body = hub.stream(path)) {
            if (target == null) {
                copy(body, System.out);
                System.out.flush();
            } else {
                copyWhole(body, target.toAbsolutePath());
            }
            return ExitCode.DONE;
        }
    }

    private static void copyWhole(InputStream body, Path file) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (OutputStream out = Files.newOutputStream(draft)) {
                copy(body, out);
            }
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void copy(InputStream body, OutputStream out) {
        try {
            body.transferTo(out);
        } catch (IOException e) {
            throw CommandFailure.hub("the export broke off and is not complete");
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
