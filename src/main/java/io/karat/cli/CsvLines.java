package io.karat.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** CSV with a header. A ragged row is refused alone; after a quote that never closes there is nothing left to read. */
final class CsvLines implements SourceLines {

    private static final int LONGEST_FIELD = 1 << 24;

    private final Iterator<CsvRecord> rows;
    private final List<String> header;
    private final LineFormat format;
    private long lastLine = 1;
    private boolean ended;

    /** @param format made from the header, which is what tells the columns */
    CsvLines(Reader reader, Function<List<String>, LineFormat> format) {
        this.rows = CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .skipEmptyLines(true)
                .maxBufferSize(LONGEST_FIELD)
                .ofCsvRecord(reader)
                .iterator();
        this.header = readHeader();
        this.format = format.apply(header);
        Set<String> missing = this.format.missingFrom(header);
        if (!missing.isEmpty()) {
            throw CommandFailure.file(
                    "the file has no column " + String.join(", ", missing) + "; it has " + String.join(", ", header));
        }
    }

    private List<String> readHeader() {
        try {
            List<String> names = List.copyOf(rows.next().getFields());
            Set<String> seen = new LinkedHashSet<>();
            List<String> twice = new ArrayList<>();
            for (String name : names) {
                if (!seen.add(name)) {
                    twice.add(name);
                }
            }
            if (!twice.isEmpty()) {
                throw CommandFailure.file("the header names a column twice: " + String.join(", ", twice));
            }
            return names;
        } catch (NoSuchElementException e) {
            throw CommandFailure.file("the file is empty; its first line must name the columns");
        } catch (CsvParseException e) {
            throw CommandFailure.file("the header cannot be read as CSV");
        }
    }

    @Override
    public @Nullable SourceLine next() {
        try {
            if (ended || !rows.hasNext()) {
                return null;
            }
            CsvRecord row = rows.next();
            lastLine = row.getStartingLineNumber();
            if (row.getFieldCount() != header.size()) {
                return new SourceLine.Unreadable(
                        lastLine, "ragged-row", row.getFieldCount() + " fields where the header has " + header.size());
            }
            Map<String, String> record = HashMap.newHashMap(header.size());
            for (int i = 0; i < header.size(); i++) {
                record.put(header.get(i), row.getField(i));
            }
            return format.line(lastLine, record);
        } catch (CsvParseException e) {
            ended = true;
            return new SourceLine.Unreadable(
                    lastLine + 1, "csv", "no CSV from here on: a quote that never closes, or a field without end");
        }
    }

    @Override
    public List<String> unmapped() {
        return format.unmapped(header);
    }
}
