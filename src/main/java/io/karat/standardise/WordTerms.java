package io.karat.standardise;

import io.karat.model.Attribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The terms of one record's full names, names of organisations and texts: each word has a column of its own, so that two
 * words can make a key.
 */
final class WordTerms {

    private static final int MOST_WORDS = 8;
    private static final long NAME = Hash.space("n");
    private static final long NAME_SOUND = Hash.space("np");
    private static final long FULL_NAME = Hash.space("fx");
    private static final long ORGANISATION = Hash.space("o");
    private static final long ORGANISATION_WORD = Hash.space("ow");
    private static final long ORGANISATION_SOUND = Hash.space("op");
    private static final long TEXT_WORD = Hash.space("tw");

    private final Terms terms;
    private final Set<String> nameWords = new HashSet<>();
    private int nextColumn;

    /** @param columns taken already */
    WordTerms(Terms terms, int columns) {
        this.terms = terms;
        this.nextColumn = columns;
    }

    /** Words that given or family name hold: those of a full name that are the same would only make keys with them. */
    void known(String[] names) {
        for (String name : names) {
            nameWords.addAll(List.of(name.split(" ")));
        }
    }

    void add(Attribute attribute, String value) {
        switch (attribute.type()) {
            case FULL_NAME -> fullName(value);
            case ORGANISATION_NAME -> organisation(value);
            case TEXT -> text(attribute, value);
            case GIVEN_NAME,
                    FAMILY_NAME,
                    DATE,
                    STREET,
                    CITY,
                    POSTCODE,
                    PHONE,
                    EMAIL,
                    IDENTIFIER,
                    URL,
                    YEAR,
                    NUMBER,
                    MONEY,
                    HOUSE_NUMBER,
                    COUNTRY,
                    CATEGORY -> {}
        }
    }

    private void fullName(String value) {
        String[] words = value.split(" ");
        Arrays.sort(words);
        weak(FULL_NAME, String.join(" ", words), nextColumn++);
        for (String word : words) {
            if (word.length() > 1 && nameWords.add(word)) {
                int column = nextColumn++;
                weak(NAME, word, column);
                weak(NAME_SOUND, Sound.of(word), column);
            }
        }
    }

    private void organisation(String value) {
        String[] words = value.split(" ");
        Arrays.sort(words);
        strong(ORGANISATION, String.join(" ", words), nextColumn++);
        for (String word : telling(value)) {
            int column = nextColumn++;
            weak(ORGANISATION_WORD, word, column);
            weak(ORGANISATION_SOUND, Sound.of(word), column);
        }
    }

    private void text(Attribute attribute, String value) {
        weak(Hash.space("t" + attribute.name()), value, nextColumn++);
        for (String code : TextForm.codes(value)) {
            if (model(code)) {
                strong(TEXT_WORD, code, nextColumn++);
            }
        }
        for (String word : telling(String.join(" ", TextForm.words(value)))) {
            if (model(word)) {
                strong(TEXT_WORD, word, nextColumn++);
            } else {
                weak(TEXT_WORD, word, nextColumn++);
            }
        }
    }

    /** The words that tell most, by length and digits: rarity is not known to a pure function of one record. */
    private static List<String> telling(String value) {
        List<String> words = new ArrayList<>(new HashSet<>(List.of(value.split(" "))));
        words.removeIf(w -> w.length() < 2);
        words.sort(Comparator.comparing(WordTerms::code)
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

    private void weak(long space, String text, int column) {
        if (!text.isEmpty()) {
            terms.weak(Hash.of(space, text), column);
        }
    }

    private void strong(long space, String text, int column) {
        if (!text.isEmpty()) {
            terms.strong(Hash.of(space, text), column);
        }
    }
}
