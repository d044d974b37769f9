package io.karat.intake;

import io.karat.intake.CsvRecords.CsvRecord;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import java.io.IOException;
import java.io.Reader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** CSV with a header: one record a line. */
final class CsvLines implements LineSource {

    /**
     * @param key column of the record's key
     * @param observedAt column of the time the source knew the record, if there is one
     * @param map null for columns by the names of attributes
     */
    record Columns(
            String key,
            @Nullable String observedAt,
            @Nullable ColumnMap map) {}

    private final CsvRecords records;
    private final Columns columns;
    private final List<String> header;
    private final Map<String, int[]> attributes = new LinkedHashMap<>();
    private final List<String> ignored = new ArrayList<>();
    private final int keyAt;
    private final int observedAt;

    /** @throws BodyRefused when the header is missing or does not fit the columns asked for */
    CsvLines(Reader body, EntityType type, Columns columns) throws IOException {
        this.records = new CsvRecords(new PhysicalLines(body));
        this.columns = columns;
        CsvRecord first = records.next();
        if (first == null) {
            throw BodyRefused.malformed("csv.empty", "The file is empty; a header is expected in its first line");
        }
        if (first.fault() != null) {
            throw BodyRefused.malformed(
                    first.fault().code(), "The header: " + first.fault().message());
        }
        this.header = first.fields();
        Map<String, Integer> positions = positions(header);
        this.keyAt = position(positions, columns.key());
        this.observedAt = columns.observedAt() == null ? -1 : position(positions, columns.observedAt());
        ColumnMap given = columns.map();
        ColumnMap map = given == null ? ColumnMap.identity(type) : given;
        map.columns().forEach((attribute, names) -> {
            List<String> present = given == null
                    ? names.stream().filter(positions::containsKey).toList()
                    : names;
            if (type.attribute(attribute).isEmpty()) {
                throw BodyRefused.malformed(
                        "attribute.unknown", "The map names '" + attribute + "', which '" + type.name() + "' has not");
            }
            if (!present.isEmpty()) {
                attributes.put(
                        attribute,
                        present.stream()
                                .mapToInt(name -> position(positions, name))
                                .toArray());
            }
        });
        ignore();
    }

    private void ignore() {
        Set<Integer> used = new HashSet<>(List.of(keyAt, observedAt));
        attributes.values().forEach(positions -> {
            for (int position : positions) {
                used.add(position);
            }
        });
        for (int i = 0; i < header.size(); i++) {
            if (!used.contains(i)) {
                ignored.add(header.get(i));
            }
        }
    }

    private static Map<String, Integer> positions(List<String> header) {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            if (Characters.faultOf(header.get(i)) != null) {
                throw BodyRefused.malformed("csv.header", "The header is not UTF-8, or holds U+0000");
            }
            if (positions.putIfAbsent(header.get(i), i) != null) {
                throw BodyRefused.malformed(
                        "csv.header",
                        "The header names column " + (i + 1) + " as it names another; each needs its own");
            }
        }
        return positions;
    }

    private static int position(Map<String, Integer> positions, String column) {
        Integer position = positions.get(column);
        if (position == null) {
            throw BodyRefused.malformed("csv.column", "The header has no column '" + column + "'");
        }
        return position;
    }

    @Override
    public List<String> ignoredColumns() {
        return List.copyOf(ignored);
    }

    @Override
    public @Nullable Line next() throws IOException {
        CsvRecord row = records.next();
        if (row == null) {
            return null;
        }
        if (row.fault() != null) {
            return new Line.Unread(row.number(), null, row.fault());
        }
        if (row.fields().size() != header.size()) {
            return new Line.Unread(
                    row.number(),
                    null,
                    Fault.of(
                            "csv.ragged",
                            "the header has " + header.size() + " columns, this line "
                                    + row.fields().size()));
        }
        return bind(row.number(), row.fields());
    }

    private Line bind(long number, List<String> fields) {
        String key = fields.get(keyAt);
        Fault ofKey = SubmissionReader.faultOfKey(key);
        if (ofKey != null) {
            return new Line.Unread(number, null, Fault.inColumn(columns.key(), ofKey.code(), ofKey.message()));
        }
        for (int i = 0; i < fields.size(); i++) {
            Fault fault = Characters.faultOf(fields.get(i));
            if (fault != null) {
                boolean encoding = fault.code().equals("text.surrogate");
                return new Line.Unread(
                        number,
                        key,
                        Fault.inColumn(
                                header.get(i),
                                encoding ? "text.encoding" : fault.code(),
                                encoding ? "the text is not UTF-8" : fault.message()));
            }
        }
        Instant time = null;
        if (observedAt >= 0 && !fields.get(observedAt).isEmpty()) {
            time = SubmissionReader.instant(fields.get(observedAt));
            if (time == null) {
                return new Line.Unread(
                        number,
                        key,
                        Fault.inColumn(
                                header.get(observedAt),
                                "observed-at.format",
                                "a time with its offset is expected, as 2026-01-31T12:00:00Z"));
            }
        }
        return new Line.Read(number, key, new Submission(key, time, data(fields)));
    }

    private RecordData data(List<String> fields) {
        TreeMap<String, List<String>> values = new TreeMap<>();
        attributes.forEach((attribute, positions) -> {
            StringBuilder joined = new StringBuilder();
            for (int position : positions) {
                String part = fields.get(position);
                joined.append(joined.isEmpty() || part.isEmpty() ? "" : " ").append(part);
            }
            values.put(attribute, List.of(joined.toString()));
        });
        return new RecordData(values);
    }
}
