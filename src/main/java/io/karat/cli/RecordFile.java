package io.karat.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.karat.batch.Engine;
import io.karat.batch.Records;
import io.karat.batch.Suggestion;
import io.karat.match.DemotedValues;
import io.karat.model.EntityType;
import io.karat.standardise.Features;
import io.karat.standardise.Standardiser;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntList;
import it.unimi.dsi.fastutil.objects.ObjectOpenHashSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The records of one file, read whole and standardised on all processors while reading goes on. */
final class RecordFile {

    private static final int BLOCK = 4096;
    private static final int LONGEST_FIELD = 1 << 24;
    private static final int REJECTS_KEPT = 20;
    private static final int READ_AHEAD = 1 << 17;
    private static final String[] NONE = {};

    private final SourceFile file;
    private final EntityType type;
    private final Map<String, Integer> columnOf;
    private final Standardiser standardiser;
    private final List<Features> features = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final List<String> rejects = new ArrayList<>();
    private final Set<String> seen = new ObjectOpenHashSet<>();
    private final Map<String, Integer> sources = new HashMap<>();
    private final IntList sourceOf = new IntArrayList();
    private Records.@Nullable Builder records;
    private int accepted;
    private int rejected;

    private RecordFile(SourceFile file, EntityType type, Map<String, Integer> columnOf) {
        this.file = file;
        this.type = type;
        this.columnOf = Map.copyOf(columnOf);
        this.standardiser = Standardiser.remembering(type);
    }

    /**
     * @param keys of the records, distinct
     * @param features the records one by one where clean lists are linked or texts clustered; else empty
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
        RecordFile reading = new RecordFile(file, type, columns);
        try (BufferedReader reader = new BufferedReader(file.open())) {
            reading.read(reader, key);
        }
        return new Content(
                reading.records().build(),
                List.copyOf(reading.features),
                Collections.unmodifiableList(reading.keys),
                reading.sourceOf.toIntArray(),
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
        Block block = new Block();
        CompletableFuture<Block> under = CompletableFuture.completedFuture(new Block());
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
            if (block.rows.size() == BLOCK || ended) {
                Block full = block;
                CompletableFuture<Block> next = CompletableFuture.supplyAsync(() -> full.standardised(standardiser));
                take(under.join());
                under = next;
                block = new Block();
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
            throw CommandFailure.file(
                    "the file has no column " + String.join(", ", missing) + "; it has " + String.join(", ", header));
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

    /** A record as it stands in the file; the source is empty where no column names it. */
    private record Row(String source, String[][] raws) {}

    /** Records that are standardised together. */
    private static final class Block {

        final List<String> keys = new ArrayList<>(BLOCK);
        final IntList sources = new IntArrayList(BLOCK);
        final List<Row> rows = new ArrayList<>(BLOCK);
        List<Features> features = List.of();

        Block standardised(Standardiser standardiser) {
            features = rows.parallelStream()
                    .map(row -> standardiser.features(row.source, row.raws))
                    .toList();
            rows.clear();
            return this;
        }
    }

    private void accept(CsvRecord row, Format format, Block into) {
        if (row.getFieldCount() != format.width) {
            reject(row.getStartingLineNumber(), row.getFieldCount() + " fields where the header has " + format.width);
            return;
        }
        String key = format.key < 0
                ? Integer.toString(accepted + 1)
                : row.getField(format.key).strip();
        if (key.isEmpty()) {
            reject(row.getStartingLineNumber(), "no key");
            return;
        }
        if (format.key >= 0 && !seen.add(key)) {
            reject(row.getStartingLineNumber(), "a second record with the same key");
            return;
        }
        accepted++;
        String[][] raws = new String[format.columns.length][];
        for (int i = 0; i < raws.length; i++) {
            String value = row.getField(format.columns[i]);
            raws[i] = value.isEmpty() ? NONE : new String[] {value};
        }
        String source = format.source < 0 ? "" : row.getField(format.source).strip();
        into.keys.add(key);
        into.sources.add(
                format.source < 0
                        ? 0
                        : sources.computeIfAbsent(source, fresh -> sources.size())
                                .intValue());
        into.rows.add(new Row(source, raws));
    }

    private void take(Block block) throws IOException {
        Records.Builder to = records();
        block.features.forEach(to::add);
        if (Match.engine(type) != Engine.PAIRS) {
            features.addAll(block.features);
        }
        keys.addAll(block.keys);
        sourceOf.addAll(block.sources);
    }

    private Records.Builder records() throws IOException {
        Records.Builder made = records;
        if (made == null) {
            made = Records.builder(type, DemotedValues.NONE, expected());
            records = made;
        }
        return made;
    }

    /** By the part of the file that the first records take; some of what was read still stands in buffers. */
    private int expected() throws IOException {
        long read = Math.max(1, Math.max(file.position() / 2, file.position() - READ_AHEAD));
        double perByte = (double) accepted / (double) read;
        return (int) Math.clamp(perByte * (double) file.size(), 1, Integer.MAX_VALUE / 2.0);
    }

    private void reject(long line, String reason) {
        rejected++;
        if (rejects.size() < REJECTS_KEPT) {
            rejects.add(line > 0 ? "line " + line + ": " + reason : reason);
        }
    }
}
