package io.karat.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.karat.batch.Records;
import io.karat.batch.Suggestion;
import io.karat.match.DemotedValues;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import io.karat.standardise.Features;
import io.karat.standardise.Standardiser;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The records of one file, read whole and standardised on all processors while reading goes on. */
final class RecordFile {

    private static final int BLOCK = 4096;
    private static final int LONGEST_FIELD = 1 << 24;
    private static final int REJECTS_KEPT = 20;

    private final EntityType type;
    private final Map<String, Integer> columnOf;
    private final Standardiser standardiser;
    private final Records.Builder records;
    private final List<Features> features = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final List<String> rejects = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Integer> sources = new HashMap<>();
    private final List<Integer> sourceOf = new ArrayList<>();
    private int rejected;

    private RecordFile(EntityType type, Map<String, Integer> columnOf) {
        this.type = type;
        this.columnOf = Map.copyOf(columnOf);
        this.standardiser = new Standardiser(type);
        this.records = Records.builder(type, DemotedValues.NONE);
    }

    /**
     * @param keys of the records, distinct
     * @param features where the model says that each source is a clean list, the records one by one; else empty
     * @param source for each record the number of its source; all 0 where the model names no source column
     * @param rejected lines that could not be read
     * @param rejects the first of them, as {@code line N: reason}
     */
    record Content(
            Records records,
            List<Features> features,
            List<String> keys,
            int[] source,
            int rejected,
            List<String> rejects) {}

    /**
     * @param columns from attributes to columns, counted from 0; an attribute that is not among them is read from the
     *     column of its name
     * @param key the column of the record's key; without one, records are numbered from 1
     */
    static Content read(SourceFile file, EntityType type, Map<String, Integer> columns, @Nullable String key)
            throws IOException {
        RecordFile reading = new RecordFile(type, columns);
        try (BufferedReader reader = new BufferedReader(file.open())) {
            reading.read(reader, key);
        }
        return new Content(
                reading.records.build(),
                List.copyOf(reading.features),
                List.copyOf(reading.keys),
                reading.sourceOf.stream().mapToInt(Integer::intValue).toArray(),
                reading.rejected,
                reading.rejects);
    }

    private void read(BufferedReader reader, @Nullable String key) throws IOException {
        var rows = CsvReader.builder()
                .fieldSeparator(Separator.of(reader))
                .allowExtraFields(true)
                .allowMissingFields(true)
                .skipEmptyLines(true)
                .maxBufferSize(LONGEST_FIELD)
                .ofCsvRecord(reader)
                .iterator();
        List<String> header;
        try {
            header = rows.next().getFields();
        } catch (NoSuchElementException e) {
            throw CommandFailure.file("the file is empty; its first line must name the columns");
        } catch (CsvParseException e) {
            throw CommandFailure.file("the header cannot be read as CSV");
        }
        Format format = format(header, key);
        List<Row> block = new ArrayList<>(BLOCK);
        CompletableFuture<List<Row>> under = CompletableFuture.completedFuture(List.of());
        boolean ended = false;
        while (!ended) {
            try {
                ended = !rows.hasNext();
                if (!ended) {
                    accept(rows.next(), format, block);
                }
            } catch (CsvParseException e) {
                reject(0, "no CSV from here on: a quote that never closes, or a field without end");
                ended = true;
            }
            if (block.size() == BLOCK || ended) {
                List<Row> full = block;
                CompletableFuture<List<Row>> next = CompletableFuture.supplyAsync(
                        () -> full.parallelStream().map(this::standardised).toList());
                take(under.join());
                under = next;
                block = new ArrayList<>(BLOCK);
            }
        }
        take(under.join());
    }

    private record Format(int width, int key, int source, int[] columns) {}

    private Format format(List<String> header, @Nullable String key) {
        Set<String> twice = new HashSet<>();
        for (String name : header) {
            if (!twice.add(name)) {
                throw CommandFailure.file("the header names a column twice: " + name);
            }
        }
        List<String> missing = new ArrayList<>();
        int[] columns = new int[type.attributes().size()];
        for (int i = 0; i < columns.length; i++) {
            String attribute = type.attributes().get(i).name();
            Integer given = columnOf.get(attribute);
            columns[i] = given == null ? column(header, attribute, missing) : given;
        }
        int keyColumn = key == null ? -1 : column(header, key, missing);
        String sourceColumn = type.matching().sourceColumn();
        int source = sourceColumn == null ? -1 : column(header, sourceColumn, missing);
        if (!missing.isEmpty()) {
            throw CommandFailure.file("the file has no column " + String.join(", ", missing) + "; it has "
                    + String.join(", ", header));
        }
        return new Format(header.size(), keyColumn, source, columns);
    }

    /** A model names its attributes in small letters; the file may write {@code LAST NAME}. */
    private static int column(List<String> header, String name, List<String> missing) {
        int at = header.indexOf(name);
        for (int i = 0; at < 0 && i < header.size(); i++) {
            at = Suggestion.attributeName(header.get(i)).equals(name) ? i : -1;
        }
        if (at < 0) {
            missing.add(name);
        }
        return at;
    }

    private record Row(String key, int source, RecordData data, @Nullable Features features) {}

    private void accept(CsvRecord row, Format format, List<Row> into) {
        if (row.getFieldCount() != format.width) {
            reject(row.getStartingLineNumber(), row.getFieldCount() + " fields where the header has " + format.width);
            return;
        }
        String key = format.key < 0 ? Integer.toString(seen.size() + 1) : row.getField(format.key).strip();
        if (key.isEmpty()) {
            reject(row.getStartingLineNumber(), "no key");
            return;
        }
        if (!seen.add(key)) {
            reject(row.getStartingLineNumber(), "a second record with the same key");
            return;
        }
        TreeMap<String, List<String>> values = new TreeMap<>();
        for (int i = 0; i < format.columns.length; i++) {
            String value = row.getField(format.columns[i]);
            if (!value.isEmpty()) {
                values.put(type.attributes().get(i).name(), List.of(value));
            }
        }
        int source = format.source < 0
                ? 0
                : sources.computeIfAbsent(row.getField(format.source).strip(), fresh -> sources.size());
        into.add(new Row(key, source, new RecordData(values), null));
    }

    private Row standardised(Row row) {
        return new Row(row.key, row.source, RecordData.EMPTY, standardiser.standardise(row.data).features());
    }

    private void take(List<Row> rows) {
        for (Row row : rows) {
            if (row.features != null) {
                records.add(row.features);
                if (type.matching().onePerSource()) {
                    features.add(row.features);
                }
                keys.add(row.key);
                sourceOf.add(row.source);
            }
        }
    }

    private void reject(long line, String reason) {
        rejected++;
        if (rejects.size() < REJECTS_KEPT) {
            rejects.add(line > 0 ? "line " + line + ": " + reason : reason);
        }
    }
}
