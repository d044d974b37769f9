package io.karat.ui;

import io.karat.ledger.Command;
import io.karat.ledger.GoldenView;
import io.karat.ledger.RecordView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
 * @param records version by ordinal; of a form that was opened with many, none
 * @param moment batch of the ledger after which none of them was read
 */
record Opened(List<Version> versions, SortedMap<Integer, Integer> records, long moment) {

    /** Of more than these a form carries the moment alone. */
    static final int MOST_RECORDS = 500;

    private static final Pattern GOLDEN = Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@(\\d{1,9})");
    private static final Pattern RECORD = Pattern.compile("(\\d{1,9})@(\\d{1,9})");
    private static final Pattern MOMENT = Pattern.compile("@(\\d{1,18})");

    Opened {
        versions = List.copyOf(versions);
    }

    record Version(UUID golden, int number) {}

    static Opened with(Collection<GoldenView> shown, Collection<RecordView> records, long moment) {
        SortedMap<Integer, Integer> byOrdinal = new TreeMap<>();
        records.forEach(record -> byOrdinal.put(record.ordinal(), record.version()));
        return new Opened(
                shown.stream()
                        .map(view -> new Version(view.id(), view.version()))
                        .toList(),
                byOrdinal,
                moment);
    }

    /** What a form sends; nothing for what no form of ours does. */
    static Opened of(@Nullable String sent) {
        List<Version> versions = new ArrayList<>();
        SortedMap<Integer, Integer> records = new TreeMap<>();
        long moment = 0;
        for (String one : Typed.text(sent).split(" ", Command.AsSeen.MOST_GOLDEN + MOST_RECORDS + 2)) {
            Matcher golden = GOLDEN.matcher(one);
            Matcher record = RECORD.matcher(one);
            Matcher then = MOMENT.matcher(one);
            if (golden.matches() && versions.size() < Command.AsSeen.MOST_GOLDEN) {
                versions.add(new Version(UUID.fromString(golden.group(1)), Integer.parseInt(golden.group(2))));
            } else if (record.matches()) {
                records.put(Integer.parseInt(record.group(1)), Integer.parseInt(record.group(2)));
            } else if (then.matches()) {
                moment = Long.parseLong(then.group(1));
            }
        }
        return new Opened(versions, records, moment);
    }

    /** As the form carries it. */
    String sent() {
        Stream<String> said = records.size() > MOST_RECORDS
                ? Stream.empty()
                : records.entrySet().stream().map(record -> record.getKey() + "@" + record.getValue());
        return Stream.of(
                        Stream.of("@" + moment),
                        versions.stream().map(version -> version.golden() + "@" + version.number()),
                        said)
                .flatMap(part -> part)
                .collect(Collectors.joining(" "));
    }

    /** It carries each record. */
    boolean listed() {
        return !records.isEmpty();
    }

    /** As the hub is asked to hold it against what is there. */
    List<Command.BasedOn> golden() {
        return versions.stream()
                .map(version -> new Command.BasedOn(version.golden(), version.number()))
                .toList();
    }

    Optional<Integer> version(UUID golden) {
        return versions.stream()
                .filter(version -> version.golden().equals(golden))
                .map(Version::number)
                .findFirst();
    }
}
