package io.karat.model;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A list of codes from {@code reference/}, with what people and sources call them. Case and blanks around a code do not
 * count.
 *
 * @param name by which models know it
 * @param codes by their folded form
 * @param words what any source may say, in its folded form, and the folded codes it stands for
 * @param sources by source, its own words, likewise
 */
public record ReferenceList(
        String name, Map<String, Code> codes, Map<String, String> words, Map<String, Map<String, String>> sources) {

    public ReferenceList {
        codes = new TreeMap<>(codes);
        words = new TreeMap<>(words);
        Map<String, Map<String, String>> copy = new TreeMap<>();
        sources.forEach((source, own) -> copy.put(source, new TreeMap<>(own)));
        sources = copy;
    }

    /**
     * @param code as the file writes it
     * @param label what people read
     */
    public record Code(String code, String label) {}

    /** The code that a source means, as the file writes it; empty where it is unknown. A source's own word goes first. */
    public Optional<String> code(String source, String value) {
        String folded = fold(value);
        String meant = sources.getOrDefault(source, Map.of()).get(folded);
        Code code = codes.get(meant == null ? folded : meant);
        if (code == null && meant == null) {
            code = codes.get(words.getOrDefault(folded, folded));
        }
        return Optional.ofNullable(code).map(Code::code);
    }

    static String fold(String code) {
        return code.strip().toLowerCase(Locale.ROOT);
    }
}
