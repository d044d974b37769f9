package io.karat.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.karat.batch.Profile;
import io.karat.batch.Suggestion;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "suggest",
        description = "Propose an entity model for a file one knows nothing about. Needs no hub.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Writes a complete model as YAML, with the reasons as comments. Values of the file are not shown, only how",
            "they are written: 9999-99-99. Save it as DIR/NAME.yaml, look it over, and use it with --rules DIR."
        })
final class Suggest implements Callable<Integer> {

    private static final int LONGEST_FIELD = 1 << 24;

    @Option(names = "--key", paramLabel = "COL", description = "Column of the record's key; else it is found.")
    private @Nullable String key;

    @Option(names = "--name", paramLabel = "E", description = "Name of the entity type; else from the file's name.")
    private @Nullable String name;

    @Parameters(paramLabel = "FILE", description = "CSV, plain or .gz.")
    private Path file = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Suggestion suggestion = suggestion(new SourceFile(file), name == null ? entityName(file) : name, key);
        spec.commandLine().getOut().print(suggestion.yaml());
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }

    /** What is suggested for a file; the file is read once, rows that cannot be read are passed over. */
    static Suggestion suggestion(SourceFile file, String name, @Nullable String key) throws IOException {
        try (BufferedReader reader = new BufferedReader(file.open())) {
            Iterator<CsvRecord> rows = CsvReader.builder()
                    .fieldSeparator(Separator.of(reader))
                    .allowExtraFields(true)
                    .allowMissingFields(true)
                    .skipEmptyLines(true)
                    .maxBufferSize(LONGEST_FIELD)
                    .ofCsvRecord(reader)
                    .iterator();
            List<String> header = header(rows);
            if (key != null && !header.contains(key)) {
                throw CommandFailure.file("the file has no column " + key + "; it has " + String.join(", ", header));
            }
            return Suggestion.of(Profile.of(header, () -> new SoundRows(rows)), name, key);
        }
    }

    private static List<String> header(Iterator<CsvRecord> rows) {
        try {
            return rows.next().getFields();
        } catch (NoSuchElementException e) {
            throw CommandFailure.file("the file is empty; its first line must name the columns");
        } catch (CsvParseException e) {
            throw CommandFailure.file("the header cannot be read as CSV");
        }
    }

    /** {@code people.2024.csv.gz} is of people. */
    static String entityName(Path file) {
        String whole = String.valueOf(file.getFileName());
        int dot = whole.indexOf('.', 1);
        return dot < 0 ? whole : whole.substring(0, dot);
    }

    /** The rows up to the first place that is no CSV. */
    private static final class SoundRows implements Iterator<List<String>> {

        private final Iterator<CsvRecord> rows;
        private @Nullable List<String> next;

        SoundRows(Iterator<CsvRecord> rows) {
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            if (next == null) {
                try {
                    next = rows.hasNext() ? rows.next().getFields() : null;
                } catch (CsvParseException e) {
                    return false;
                }
            }
            return next != null;
        }

        @Override
        public List<String> next() {
            List<String> row = hasNext() ? next : null;
            if (row == null) {
                throw new NoSuchElementException();
            }
            next = null;
            return row;
        }
    }
}
