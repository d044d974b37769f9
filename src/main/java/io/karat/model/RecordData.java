package io.karat.model;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The raw values that a source sent for one record, by attribute name. Absent, null and empty are the same: no value.
 * Values are kept exactly as sent (normalisation form, spaces and case included); within an attribute they keep their
 * order and are distinct.
 */
public record RecordData(SortedMap<String, List<String>> values) {

    public static final RecordData EMPTY = new RecordData(new TreeMap<>());

    private static final int CANONICAL_BYTES = 512;

    public RecordData {
        SortedMap<String, List<String>> copy = new TreeMap<>(values);
        copy.replaceAll((name, list) -> kept(list));
        copy.values().removeIf(List::isEmpty);
        values = Collections.unmodifiableSortedMap(copy);
    }

    private static List<String> kept(List<String> list) {
        if (list.size() == 1 && !list.getFirst().isEmpty()) {
            return List.copyOf(list);
        }
        return list.stream().filter(v -> !v.isEmpty()).distinct().toList();
    }

    public static RecordData of(Map<String, String> single) {
        SortedMap<String, List<String>> values = new TreeMap<>();
        single.forEach((name, value) -> values.put(name, List.of(value)));
        return new RecordData(values);
    }

    public List<String> get(String attribute) {
        return values.getOrDefault(attribute, List.of());
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** SHA-256 over a canonical form (names sorted, each part length-prefixed): equal content, equal hash. */
    public byte[] contentHash() {
        try {
            ByteArrayOutputStream canonical = new ByteArrayOutputStream(CANONICAL_BYTES);
            values.forEach((name, list) -> {
                add(canonical, name);
                add(canonical, Integer.toString(list.size()));
                list.forEach(value -> add(canonical, value));
            });
            return MessageDigest.getInstance("SHA-256").digest(canonical.toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void add(ByteArrayOutputStream canonical, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        canonical.writeBytes(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
        canonical.write(':');
        canonical.writeBytes(bytes);
    }
}
