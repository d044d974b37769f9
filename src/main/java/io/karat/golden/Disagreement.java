package io.karat.golden;

import io.karat.golden.Conflict.Option;
import io.karat.golden.Contribution.Datum;
import io.karat.model.RecordData;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** What the sources say of an attribute or group, and whether they disagree; see {@link Conflict}. */
final class Disagreement {

    private final List<String> attributes;
    private final List<Entry> entries;

    /** @param ranked what competes, best first */
    Disagreement(List<String> attributes, List<Entry> ranked) {
        this.attributes = attributes;
        this.entries = ranked.stream().filter(Entry::evidence).toList();
    }

    /** @param asked the attributes that count */
    boolean on(Predicate<String> asked) {
        return IntStream.range(0, attributes.size())
                .filter(i -> asked.test(attributes.get(i)))
                .anyMatch(this::on);
    }

    private boolean on(int attribute) {
        Set<String> values = new HashSet<>();
        Set<String> sources = new HashSet<>();
        for (Entry entry : entries) {
            Datum datum = entry.data().get(attribute);
            if (Entry.isEvidence(datum)) {
                values.add(datum.comparable());
                sources.add(entry.key().source());
            }
        }
        return values.size() > 1 && sources.size() > 1;
    }

    Conflict conflict(String unit, long among, boolean open) {
        return new Conflict(unit, options(), among, evidence(), open);
    }

    /** Of the distinct values. */
    long among() {
        return hash(entries.stream().map(Disagreement::text).distinct().sorted().toList());
    }

    private long evidence() {
        return hash(entries.stream()
                .map(entry -> entry.member().ordinal() + " " + text(entry))
                .sorted()
                .toList());
    }

    private List<Option> options() {
        Map<String, RecordData> values = new LinkedHashMap<>();
        Map<String, List<Integer>> records = new LinkedHashMap<>();
        for (Entry entry : entries) {
            values.putIfAbsent(text(entry), values(entry));
            records.computeIfAbsent(text(entry), text -> new ArrayList<>())
                    .add(entry.member().ordinal());
        }
        return values.entrySet().stream()
                .map(option -> new Option(option.getValue(), records.getOrDefault(option.getKey(), List.of())))
                .toList();
    }

    /** Raw values by attribute. */
    RecordData values(Entry entry) {
        SortedMap<String, List<String>> values = new TreeMap<>();
        for (int i = 0; i < attributes.size(); i++) {
            values.put(attributes.get(i), List.of(entry.data().get(i).raw()));
        }
        return new RecordData(values);
    }

    /** Entries of equal text say the same. */
    private static String text(Entry entry) {
        StringBuilder text = new StringBuilder();
        for (Datum datum : entry.data()) {
            text.append(datum.comparable().length()).append(':').append(datum.comparable());
        }
        return text.toString();
    }

    private static long hash(List<String> texts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String text : texts) {
                digest.update(text.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) '\n');
            }
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
