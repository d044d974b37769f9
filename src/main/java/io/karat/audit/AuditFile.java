package io.karat.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Entries as a file, newest first, written while they are read. */
@Singleton
public final class AuditFile {

    private final Audit audit;
    private final ObjectMapper json;

    @Inject
    AuditFile(Audit audit, ObjectMapper json) {
        this.audit = audit;
        this.json = json;
    }

    /** How it is written. */
    public enum Format {
        /** For spreadsheets: an apostrophe stands before what they would take for a formula. */
        CSV("text/csv;charset=UTF-8"),
        /** As it is, one JSON object on each line. */
        NDJSON("application/x-ndjson");

        private final String type;

        Format(String type) {
            this.type = type;
        }

        public String type() {
            return type;
        }

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Format> of(String label) {
            return Stream.of(values()).filter(f -> f.label().equals(label)).findFirst();
        }
    }

    public void write(Filter filter, Format format, OutputStream out) throws IOException {
        try (BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            switch (format) {
                case CSV -> csv(filter, writer);
                case NDJSON ->
                    audit.export(filter, entry -> {
                        writer.write(json.writeValueAsString(entry));
                        writer.write('\n');
                    });
            }
        }
    }

    private void csv(Filter filter, BufferedWriter writer) throws IOException {
        CsvWriter csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .bufferSize(0)
                .build(writer);
        csv.writeRecord(
                "place", "at", "actor", "kind", "entity", "golden", "subject", "reason", "before", "after", "erased");
        audit.export(
                filter,
                entry -> csv.writeRecord(Stream.of(
                                Objects.toString(entry.place(), ""),
                                entry.at().toString(),
                                entry.actor(),
                                entry.kind(),
                                entry.entity(),
                                entry.golden().stream().map(UUID::toString).collect(Collectors.joining(" ")),
                                entry.subject(),
                                entry.reason(),
                                entry.before(),
                                entry.after(),
                                Boolean.toString(entry.erased()))
                        .map(AuditFile::harmless)
                        .toArray(String[]::new)));
    }

    private static String harmless(@Nullable String text) {
        return text == null ? "" : !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
