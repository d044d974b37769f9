package io.karat.model;

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
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            values.forEach((name, list) -> {
                update(digest, name);
                update(digest, Integer.toString(list.size()));
                list.forEach(value -> update(digest, value));
            });
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void update(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }
}
