package io.karat.ui;

import io.karat.ledger.GoldenView;
import io.karat.ledger.RecordView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which versions of golden records and of source records a form was opened with; it carries them along.
 *
 * @param records version by ordinal
 */
record Opened(List<Version> versions, SortedMap<Integer, Integer> records) {

    /** Of larger questions the golden records alone are compared. */
    static final int MOST_RECORDS = 500;

    private static final int MOST_GOLDEN = 2;
    private static final Pattern GOLDEN = Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@(\\d{1,9})");
    private static final Pattern RECORD = Pattern.compile("(\\d{1,9})@(\\d{1,9})");

    Opened {
        versions = List.copyOf(versions);
    }

    record Version(UUID golden, int number) {}

    static Opened with(Collection<GoldenView> shown, Collection<RecordView> records) {
        SortedMap<Integer, Integer> byOrdinal = new TreeMap<>();
        records.forEach(record -> byOrdinal.put(record.ordinal(), record.version()));
        return new Opened(
                shown.stream()
                        .map(view -> new Version(view.id(), view.version()))
                        .toList(),
                byOrdinal.size() > MOST_RECORDS ? new TreeMap<>() : byOrdinal);
    }

    /** What a form sends; nothing for what no form of ours does. */
    static Opened of(@Nullable String sent) {
        List<Version> versions = new ArrayList<>();
        SortedMap<Integer, Integer> records = new TreeMap<>();
        for (String one : Typed.text(sent).split(" ", MOST_GOLDEN + MOST_RECORDS + 1)) {
            Matcher golden = GOLDEN.matcher(one);
            Matcher record = RECORD.matcher(one);
            if (golden.matches() && versions.size() < MOST_GOLDEN) {
                versions.add(new Version(UUID.fromString(golden.group(1)), Integer.parseInt(golden.group(2))));
            } else if (record.matches()) {
                records.put(Integer.parseInt(record.group(1)), Integer.parseInt(record.group(2)));
            }
        }
        return new Opened(versions, records);
    }

    /** As the form carries it. */
    String sent() {
        return Stream.concat(
                        versions.stream().map(version -> version.golden() + "@" + version.number()),
                        records.entrySet().stream().map(record -> record.getKey() + "@" + record.getValue()))
                .collect(Collectors.joining(" "));
    }
}
