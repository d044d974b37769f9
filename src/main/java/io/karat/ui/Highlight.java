package io.karat.ui;

import com.ibm.icu.text.Transliterator;
import io.karat.ui.Difference.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Marks the words of a text that a search speaks of: those that begin with a word of it, and those nearly like one. */
final class Highlight {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}\\p{M}]+");
    private static final Transliterator PLAIN = Transliterator.getInstance("NFD; [:M:] Remove; NFC; Latin-ASCII");

    /** Letters before it have no marks that could be taken off. */
    private static final int FIRST_MARKED = 0x80;

    private static final int ONE_SLIP = 4;
    private static final int TWO_SLIPS = 8;

    private final List<String> words;

    private Highlight(List<String> words) {
        this.words = words;
    }

    static Highlight of(String query) {
        return new Highlight(WORD.matcher(query)
                .results()
                .map(MatchResult::group)
                .map(Highlight::plain)
                .toList());
    }

    /** How many of the words that were asked for no text speaks of. */
    long untold(List<String> texts) {
        List<String> there = texts.stream()
                .flatMap(text -> WORD.matcher(text).results())
                .map(MatchResult::group)
                .map(Highlight::plain)
                .toList();
        return words.stream()
                .filter(asked -> there.stream().noneMatch(word -> speaksOf(word, asked)))
                .count();
    }

    List<Piece> mark(String text) {
        if (words.isEmpty()) {
            return Difference.plain(text);
        }
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        for (MatchResult word : WORD.matcher(text).results().toList()) {
            if (speaksOf(plain(word.group()))) {
                if (word.start() > at) {
                    pieces.add(new Piece(text.substring(at, word.start()), false));
                }
                pieces.add(new Piece(word.group(), true));
                at = word.end();
            }
        }
        if (at < text.length()) {
            pieces.add(new Piece(text.substring(at), false));
        }
        return pieces;
    }

    private boolean speaksOf(String word) {
        return words.stream().anyMatch(asked -> speaksOf(word, asked));
    }

    private static boolean speaksOf(String word, String asked) {
        return word.startsWith(asked) || slips(word, asked) <= allowed(asked);
    }

    private static int allowed(String asked) {
        if (asked.length() < ONE_SLIP) {
            return 0;
        }
        return asked.length() < TWO_SLIPS ? 1 : 2;
    }

    private static String plain(String word) {
        boolean already = word.chars().allMatch(character -> character < FIRST_MARKED);
        return (already ? word : PLAIN.transliterate(word)).toLowerCase(Locale.ROOT);
    }

    /** Levenshtein distance. */
    private static int slips(String a, String b) {
        int[] above = new int[b.length() + 1];
        Arrays.setAll(above, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }
}
