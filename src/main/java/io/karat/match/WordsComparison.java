package io.karat.match;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.ToDoubleFunction;

/**
 * Values of several words, each weighted by how rare it is (negative log probability): what is left of full names,
 * company names, titles and descriptions. Words match when they are equal, nearly equal, nicknames, or equal after
 * joining two neighbours ("ps lx350h", "pslx350h").
 */
final class WordsComparison implements Comparison {

    private static final int WEAK = 1;
    private static final int HALF = 2;
    private static final int CONTAINED = 3;
    private static final int CLOSE = 4;
    private static final int CODE = 5;

    private static final List<Level> NAMES = List.of(
            DIFFERENT,
            new Level("few words in common", 0.2),
            new Level("half the words in common", 0.4),
            new Level("one contains the other", 0.7),
            new Level("close", 0.9),
            EQUAL);

    private static final List<Level> TEXTS = List.of(
            DIFFERENT,
            new Level("few words in common", 0.2),
            new Level("half the words in common", 0.4),
            new Level("one contains the other", 0.7),
            new Level("close", 0.8),
            new Level("a code in common", 0.9),
            EQUAL);

    private final Alignment.Words words;
    private final boolean codes;

    private WordsComparison(Alignment.Words words, boolean codes) {
        this.words = words;
        this.codes = codes;
    }

    static WordsComparison names(ToDoubleFunction<String> rarity, BiPredicate<String, String> nicknames) {
        return new WordsComparison(new Alignment.Words(rarity, nicknames), false);
    }

    /** Codes and model numbers count as much as the rest: one in common joins texts, and none in common parts them. */
    static WordsComparison texts(ToDoubleFunction<String> rarity) {
        return new WordsComparison(new Alignment.Words(rarity, (a, b) -> false), true);
    }

    @Override
    public List<Level> levels() {
        return codes ? TEXTS : NAMES;
    }

    /** The same words in another order are equal. */
    @Override
    public int highestUnequal() {
        return top();
    }

    @Override
    public int unequal(String a, String b) {
        // Greedy assignment depends on which value leads, so one order is fixed.
        Alignment alignment = a.compareTo(b) <= 0 ? new Alignment(words, a, b) : new Alignment(words, b, a);
        int level = level(alignment);
        if (codes && level < top()) {
            if (alignment.codesConflict()) {
                return Math.min(level, WEAK);
            }
            if (alignment.codesAgree()) {
                return Math.max(level, level >= HALF ? CODE : HALF);
            }
        }
        return level;
    }

    private int level(Alignment alignment) {
        if (alignment.complete()) {
            return top();
        }
        if (alignment.ofLarger() >= 0.85) {
            return CLOSE;
        }
        double contained = alignment.ofSmaller();
        if (contained >= 0.85) {
            return CONTAINED;
        }
        if (contained >= 0.5) {
            return HALF;
        }
        return contained > 0.15 ? WEAK : 0;
    }
}
