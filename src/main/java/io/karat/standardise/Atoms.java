package io.karat.standardise;

import io.karat.model.Attribute;
import io.karat.model.AttributeType;
import io.karat.model.EntityType;
import it.unimi.dsi.fastutil.longs.Long2ByteMap;
import it.unimi.dsi.fastutil.longs.Long2ByteOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects the atoms of one record: for each value a few hashed terms, each of which a second record of the same real
 * thing is likely to share. The choice for each type, with what each one gains, is told in the guide to matching.
 */
final class Atoms {

    private static final byte STRONG = (byte) 0x80;
    private static final int LAST_COLUMN = 0x7f;
    private static final int MOST_WORDS = 8;

    private final Long2ByteMap found = new Long2ByteOpenHashMap();
    private final Set<String> nameWords = new HashSet<>();
    private int nextColumn;

    private Atoms(int attributes) {
        this.nextColumn = attributes;
    }

    static Features features(EntityType type, String[][] values) {
        Atoms atoms = new Atoms(type.attributes().size());
        List<Attribute> attributes = type.attributes();
        for (int i = 0; i < attributes.size(); i++) {
            for (String value : values[i]) {
                atoms.add(type, attributes.get(i), i, value, values);
            }
        }
        // Full names last: words that given or family name hold already would only make keys with themselves.
        for (int i = 0; i < attributes.size(); i++) {
            for (String value : values[i]) {
                atoms.addWords(attributes.get(i), value);
            }
        }
        long[] hashes = atoms.found.keySet().toLongArray();
        Arrays.sort(hashes);
        byte[] columns = new byte[hashes.length];
        for (int i = 0; i < hashes.length; i++) {
            columns[i] = atoms.found.get(hashes[i]);
        }
        return new Features(values, hashes, columns);
    }

    private void add(EntityType type, Attribute attribute, int column, String value, String[][] values) {
        switch (attribute.type()) {
            case GIVEN_NAME -> given(type, attribute, column, value);
            case FAMILY_NAME -> name(column, value);
            case DATE -> date(column, value);
            case STREET -> street(type, column, value, values);
            case CITY -> {
                atom("c", value, column);
                atom("cp", Sound.of(value), column);
            }
            case POSTCODE -> atom("pc", value, column);
            case PHONE -> {
                strong("ph", value, column);
                atom("phl", last(value, 4), column);
            }
            case EMAIL -> email(column, value);
            case IDENTIFIER -> identifier(attribute, column, value);
            case URL -> strong("u", value, column);
            case YEAR, NUMBER, MONEY -> atom(attribute.name(), value, column);
            case FULL_NAME, ORGANISATION_NAME, TEXT, HOUSE_NUMBER, COUNTRY, CATEGORY -> {}
        }
    }

    private void given(EntityType type, Attribute attribute, int column, String value) {
        boolean first = type.attributes().stream()
                .filter(a -> a.type() == attribute.type())
                .findFirst()
                .filter(attribute::equals)
                .isPresent();
        if (first) {
            name(column, value);
            atom("n1", value.substring(0, 1), column);
        } else {
            atom("m", value, column);
        }
    }

    private void name(int column, String value) {
        String[] words = value.split(" ");
        nameWords.addAll(List.of(words));
        if (words.length > 1) {
            for (String word : words) {
                if (word.length() > 2) {
                    atom("n", word, column);
                }
            }
        }
        if (value.length() > 1) {
            atom("n", value, column);
        }
        if (value.length() > 2) {
            atom("np", Sound.of(value), column);
        }
        if (value.length() > 3) {
            atom("n3", value.substring(0, 3), column);
        }
    }

    private void date(int column, String value) {
        if (value.length() >= 4) {
            atom("y", value.substring(0, 4), column);
        }
        if (value.length() == 8) {
            atom("d", value, column);
            String month = value.substring(4, 6);
            String day = value.substring(6);
            atom("md", month.compareTo(day) < 0 ? month + day : day + month, column);
        }
    }

    private void street(EntityType type, int column, String value, String[][] values) {
        atom("s", value, column);
        for (int i = 0; i < values.length; i++) {
            if (type.attributes().get(i).type() == AttributeType.HOUSE_NUMBER) {
                for (String number : values[i]) {
                    // In the column of the street: the two are no key together, their combination is the rarer atom.
                    atom("h", number, column);
                    atom("hs", number + " " + value, column);
                }
            }
        }
    }

    private void email(int column, String value) {
        strong("e", value, column);
        String local = value.substring(0, value.indexOf('@'));
        String bare = Letters.joined(local);
        if (bare.length() > 3) {
            strong("el", bare, column);
        }
        StringBuilder letters = new StringBuilder();
        bare.chars().filter(c -> c >= 'a').limit(5).forEach(c -> letters.append((char) c));
        if (letters.length() > 2) {
            atom("ea", letters.toString(), column);
        }
    }

    private void identifier(Attribute attribute, int column, String value) {
        strong("id" + attribute.name(), value, column);
        if (value.length() >= 6) {
            strong("ia" + attribute.name(), value.substring(0, Math.max(4, (value.length() + 1) / 2)), column);
            strong("ib" + attribute.name(), last(value, Math.max(4, value.length() / 2)), column);
        }
    }

    private void addWords(Attribute attribute, String value) {
        switch (attribute.type()) {
            case FULL_NAME -> {
                String[] words = value.split(" ");
                Arrays.sort(words);
                atom("fx", String.join(" ", words), column());
                for (String word : words) {
                    if (word.length() > 1 && nameWords.add(word)) {
                        int column = column();
                        atom("n", word, column);
                        atom("np", Sound.of(word), column);
                    }
                }
            }
            case ORGANISATION_NAME -> {
                String[] words = value.split(" ");
                Arrays.sort(words);
                strong("o", String.join(" ", words), column());
                telling(value).forEach(word -> {
                    int column = column();
                    atom("ow", word, column);
                    atom("op", Sound.of(word), column);
                });
            }
            case TEXT -> {
                atom("t" + attribute.name(), value, column());
                TextForm.codes(value).stream().filter(Atoms::model).forEach(code -> strong("tw", code, column()));
                telling(String.join(" ", TextForm.words(value))).forEach(word -> {
                    if (model(word)) {
                        strong("tw", word, column());
                    } else {
                        atom("tw", word, column());
                    }
                });
            }
            default -> {}
        }
    }

    /** The words that tell most, by length and digits: rarity is not known to a pure function of one record. */
    private static List<String> telling(String value) {
        List<String> words = new ArrayList<>(new HashSet<>(List.of(value.split(" "))));
        words.removeIf(w -> w.length() < 2);
        words.sort(Comparator.comparing(Atoms::code)
                .reversed()
                .thenComparing(Comparator.comparingInt(String::length).reversed())
                .thenComparing(Comparator.naturalOrder()));
        return words.subList(0, Math.min(MOST_WORDS, words.size()));
    }

    /** A model number or the like: four characters or more, two digits or more. */
    private static boolean code(String word) {
        return word.length() >= 4
                && word.chars().filter(c -> c >= '0' && c <= '9').count() >= 2;
    }

    /** Rare enough to be a key by itself: digits and letters, and not few of them. */
    private static boolean model(String word) {
        return code(word) && word.length() >= 5 && !Letters.digits(word);
    }

    private int column() {
        return Math.min(nextColumn++, LAST_COLUMN);
    }

    private void atom(String space, String text, int column) {
        if (!text.isEmpty()) {
            found.putIfAbsent(Hash.of(space, text), (byte) Math.min(column, LAST_COLUMN));
        }
    }

    private void strong(String space, String text, int column) {
        if (!text.isEmpty()) {
            found.put(Hash.of(space, text), (byte) (Math.min(column, LAST_COLUMN) | STRONG));
        }
    }

    private static String last(String value, int length) {
        return value.substring(Math.max(0, value.length() - length));
    }
}
