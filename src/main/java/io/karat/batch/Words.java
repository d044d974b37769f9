package io.karat.batch;

import io.karat.match.CommonValues;
import io.karat.model.AttributeType;
import io.karat.standardise.Nicknames;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Names, places and kinds of words in standard form, many countries mixed. A hit is a hint, only a share of hits counts. */
final class Words {

    enum Kind {
        GIVEN,
        FAMILY,
        CITY,
        STREET,
        TAIL,
        ORGANISATION,
        STATE,
        FUNCTION
    }

    private static final Words STANDARD = read();

    private final Map<Kind, Set<String>> words = new EnumMap<>(Kind.class);

    private Words() {
        for (Kind kind : Kind.values()) {
            of(kind);
        }
    }

    private Set<String> of(Kind kind) {
        return words.computeIfAbsent(kind, k -> new HashSet<>());
    }

    static Words standard() {
        return STANDARD;
    }

    boolean are(Kind kind, String word) {
        return of(kind).contains(word)
                || kind == Kind.GIVEN && Nicknames.standard().knows(word);
    }

    /** The end of a compound: {@code hauptstrasse}, {@code prinsengracht}. */
    boolean streetTail(String word) {
        return of(Kind.TAIL).stream().anyMatch(tail -> word.length() > tail.length() + 2 && word.endsWith(tail));
    }

    private static Words read() {
        Words words = new Words();
        try (InputStream in = Words.class.getResourceAsStream("words.txt")) {
            if (in == null) {
                throw new IllegalStateException("words.txt is missing from the build");
            }
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .forEach(words::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        words.of(Kind.GIVEN).addAll(CommonValues.of(AttributeType.GIVEN_NAME).keySet());
        words.of(Kind.FAMILY).addAll(CommonValues.of(AttributeType.FAMILY_NAME).keySet());
        // Each time zone is named after a city.
        for (String zone : ZoneId.getAvailableZoneIds()) {
            if (zone.contains("/") && !zone.startsWith("Etc/") && !zone.startsWith("SystemV/")) {
                String city = zone.substring(zone.lastIndexOf('/') + 1);
                words.of(Kind.CITY).add(city.replace('_', ' ').toLowerCase(Locale.ROOT));
            }
        }
        return words;
    }

    private void add(String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        int colon = line.indexOf(':');
        Set<String> kind = of(Kind.valueOf(line.substring(0, colon).toUpperCase(Locale.ROOT)));
        String list = line.substring(colon + 1).strip();
        for (String word : list.split(list.contains("|") ? "\\|" : " ")) {
            kind.add(word);
        }
    }
}
