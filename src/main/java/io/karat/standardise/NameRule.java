package io.karat.standardise;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Names of people, without titles before and degrees or generations (Jr, III) behind: sources add and drop them as they
 * like. A name that is nothing else is kept as it is.
 */
final class NameRule implements Rule {

    private static final Set<String> TITLES = Set.of(
            "mr",
            "mrs",
            "ms",
            "miss",
            "mx",
            "dr",
            "prof",
            "professor",
            "sir",
            "dame",
            "lord",
            "lady",
            "rev",
            "reverend",
            "hon",
            "capt",
            "col",
            "maj",
            "sgt",
            "lt",
            "herr",
            "frau",
            "fraulein",
            "dipl",
            "ing",
            "mag",
            "univ",
            "mme",
            "mlle",
            "monsieur",
            "madame",
            "maitre",
            "senor",
            "senora",
            "srta",
            "sra",
            "don",
            "dona",
            "sig",
            "sigra",
            "dott",
            "dottssa",
            "avv",
            "gospodin",
            "gospozha",
            "dhr",
            "mevr",
            "pan",
            "pani");

    /** Titles that are also names: they count as titles only in front of at least two more words. */
    private static final Set<String> PERHAPS =
            Set.of("don", "dona", "mag", "lord", "lady", "pan", "col", "hon", "dame");

    private static final Set<String> SUFFIXES = Set.of(
            "jr", "jnr", "junior", "sr", "snr", "senior", "ii", "iii", "iv", "2nd", "3rd", "4th", "esq", "phd", "md",
            "dds", "mba", "msc", "bsc", "cpa", "obe", "mbe", "cbe");

    private static final Set<String> FAMILY_SUFFIXES =
            Set.of("jr", "jnr", "sr", "snr", "ii", "iii", "iv", "2nd", "3rd", "4th", "esq", "phd", "md");

    private final boolean whole;

    /** @param whole a full name, where "junior" is no name by itself */
    NameRule(boolean whole) {
        this.whole = whole;
    }

    @Override
    public Standard apply(String raw) {
        if (Letters.word(raw)) {
            return new Value(raw);
        }
        String text = Letters.words(reordered(spaced(Letters.cut(raw, Letters.LONGEST))));
        List<String> words = new ArrayList<>(List.of(text.split(" ")));
        while (words.size() > 1 && title(words)) {
            words.removeFirst();
        }
        Set<String> suffixes = whole ? SUFFIXES : FAMILY_SUFFIXES;
        while (words.size() > 1 && suffixes.contains(words.getLast())) {
            words.removeLast();
        }
        return Rule.of(String.join(" ", words));
    }

    /** Initials are words of their own: J.R. is "j r". */
    private static String spaced(String raw) {
        return raw.replace('.', ' ').replace("Ph D", "PhD");
    }

    /** "Smith, John" is "John Smith"; what follows a comma may also be a suffix, which stays behind. */
    private String reordered(String raw) {
        int comma = raw.indexOf(',');
        if (!whole || comma < 0) {
            return raw;
        }
        String behind = raw.substring(comma + 1);
        String first = Letters.words(behind);
        return SUFFIXES.contains(first) ? raw : behind + " " + raw.substring(0, comma);
    }

    private static boolean title(List<String> words) {
        String first = words.getFirst();
        return TITLES.contains(first) && (words.size() > 2 || !PERHAPS.contains(first));
    }
}
