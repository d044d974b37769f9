package io.karat.model;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A list of codes from {@code reference/}, with what sources call them. Case and blanks around a code do not count.
 *
 * @param name by which models know it
 * @param codes by their folded form, what people read
 * @param sources by source, its words in their folded form, the codes they stand for
 */
public record ReferenceList(String name, Map<String, String> codes, Map<String, Map<String, String>> sources) {

    public ReferenceList {
        codes = new TreeMap<>(codes);
        Map<String, Map<String, String>> copy = new TreeMap<>();
        sources.forEach((source, words) -> copy.put(source, new TreeMap<>(words)));
        sources = copy;
    }

    /** The code that a source means, in its folded form; empty where it is unknown. */
    public Optional<String> code(String source, String value) {
        String folded = fold(value);
        String meant = sources.getOrDefault(source, Map.of()).getOrDefault(folded, folded);
        return codes.containsKey(meant) ? Optional.of(meant) : Optional.empty();
    }

    static String fold(String code) {
        return code.strip().toLowerCase(Locale.ROOT);
    }
}
