package io.karat.batch;

import io.karat.model.AttributeType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the words of a column's header speak of. A hint between 0 and 1 for each type and role; most headers give one or
 * two, a header such as {@code col1} none.
 */
record Header(List<String> words, Map<AttributeType, Double> types, Map<Role, Double> roles) {

    /** What a column may be other than an attribute of the real thing. */
    enum Role {
        KEY,
        SOURCE,
        /** When something happened to the record. */
        EVENT,
        /** How the record is doing at its source. */
        CONDITION,
        /** What the source counts or is owed. */
        AMOUNT,
        /** Points to another record. */
        REFERENCE,
        /** Says what another column holds. */
        KIND,
        /** Half of where something lies on the map. */
        COORDINATE
    }

    private record Phrase(List<String> words, Optional<AttributeType> type, Optional<Role> role) {}

    private static final List<String> FILLERS =
            List.of("of", "the", "de", "du", "des", "del", "della", "di", "la", "le");

    private static final List<Phrase> PHRASES = read();

    private static final List<String> BARE_NAME = List.of("name");

    private static final Pattern SECOND_LINE = Pattern.compile(".*[2-9]\\D*");

    /** A header's last word says most: the country of a passport is a country. */
    private static final double LAST_WORD = 0.4;

    private static final double ONE_WORD = 0.45;
    private static final double MORE_WORDS = 0.6;
    private static final double NEAR = 0.9;
    private static final int GLUED = 5;

    Header {
        words = List.copyOf(words);
        types = Map.copyOf(types);
        roles = Map.copyOf(roles);
    }

    /**
     * The headers of one table. A bare "name" is the given name beside a surname, and the family name beside a first
     * name.
     */
    static List<Header> of(List<String> table) {
        List<Header> headers = table.stream().map(Header::of).toList();
        boolean given = headers.stream().anyMatch(h -> h.says(AttributeType.GIVEN_NAME) > 0);
        boolean family = headers.stream().anyMatch(h -> h.says(AttributeType.FAMILY_NAME) > 0);
        if (given == family) {
            return headers;
        }
        AttributeType other = given ? AttributeType.FAMILY_NAME : AttributeType.GIVEN_NAME;
        return headers.stream()
                .map(h -> h.words().equals(BARE_NAME) ? new Header(BARE_NAME, Map.of(other, 1.0), Map.of()) : h)
                .toList();
    }

    static Header of(String header) {
        List<String> words = split(header);
        Map<AttributeType, Double> types = new EnumMap<>(AttributeType.class);
        Map<Role, Double> roles = new EnumMap<>(Role.class);
        double best = 0;
        for (Phrase phrase : PHRASES) {
            double hint = hint(words, phrase.words());
            if (hint > 0) {
                phrase.type().ifPresent(type -> types.merge(type, hint, Math::max));
                phrase.role().ifPresent(role -> roles.merge(role, hint, Math::max));
                best = Math.max(best, hint);
            }
        }
        // The second line of an address holds what found no place in the first.
        Double street = SECOND_LINE.matcher(header).matches() ? types.remove(AttributeType.STREET) : null;
        if (street != null) {
            types.merge(AttributeType.TEXT, street, Math::max);
        }
        // A word inside a longer phrase does not count beside it: the name in "first name".
        double least = best * NEAR;
        types.values().removeIf(hint -> hint < least);
        roles.values().removeIf(hint -> hint < least);
        return new Header(words, types, roles);
    }

    double says(AttributeType type) {
        return types.getOrDefault(type, 0.0);
    }

    boolean says(Role role) {
        return roles.containsKey(role);
    }

    private static double hint(List<String> words, List<String> phrase) {
        String glued = String.join("", phrase);
        if (words.size() == 1 && phrase.size() > 1 && words.getFirst().equals(glued)) {
            return MORE_WORDS + LAST_WORD;
        }
        if (!words.containsAll(phrase)) {
            boolean inside = phrase.size() == 1
                    && glued.length() >= GLUED
                    && words.stream().anyMatch(w -> w.length() > glued.length() && w.endsWith(glued));
            return inside ? ONE_WORD : 0;
        }
        double base = phrase.size() > 1 ? MORE_WORDS : ONE_WORD;
        boolean all = words.size() == phrase.size();
        boolean last = phrase.contains(words.getLast());
        return base + (all || last ? LAST_WORD : 0) + (all && phrase.size() == 1 ? MORE_WORDS - ONE_WORD : 0);
    }

    /** {@code PRIMARY_NAME_1} and {@code primaryName} are both "primary name". */
    static List<String> split(String header) {
        String plain = Normalizer.normalize(header.replace("\u00df", "ss"), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .replaceAll("(?<=[\\p{Ll}])(?=\\p{Lu})", " ")
                .toLowerCase(Locale.ROOT);
        List<String> words = new ArrayList<>();
        for (String word : plain.split("[^\\p{L}\\p{N}]+")) {
            String bare = word.replaceAll("\\d+$", "");
            if (!bare.isEmpty() && !FILLERS.contains(bare)) {
                words.add(bare);
            }
        }
        return words;
    }

    private static List<Phrase> read() {
        List<Phrase> phrases = new ArrayList<>();
        Map<String, Role> roles = new HashMap<>();
        for (Role role : Role.values()) {
            roles.put(role.name().toLowerCase(Locale.ROOT), role);
        }
        try (InputStream in = Header.class.getResourceAsStream("headers.txt")) {
            if (in == null) {
                throw new IllegalStateException("headers.txt is missing from the build");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int colon = line.indexOf(':');
                if (colon > 0 && !line.startsWith("#")) {
                    String kind = line.substring(0, colon);
                    Optional<Role> role = Optional.ofNullable(roles.get(kind));
                    Optional<AttributeType> type = AttributeType.byCode(kind);
                    if (role.isEmpty() && type.isEmpty()) {
                        throw new IllegalStateException("headers.txt knows no " + kind);
                    }
                    for (String phrase : line.substring(colon + 1).strip().split("\\|")) {
                        phrases.add(new Phrase(split(phrase), type, role));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return phrases;
    }
}
