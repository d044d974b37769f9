package io.karat.match;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The levels of one pair of coded records at a time: what {@link Layout} finds for two records of their own, with
 * equality told by code and with a memory of unequal values that were compared before. Not thread-safe; every thread has
 * its own.
 */
final class CodedPair {

    private static final int NAMES_REMEMBERED = 1 << 16;
    private static final int REMEMBERED = 1 << 14;
    private static final long[] NONE_REMEMBERED = {};

    private static final int LEVEL_BITS = 4;
    private static final int LEVELS = (1 << LEVEL_BITS) - 1;

    /** Two codes and a level in one number. */
    private static final int CODE_BITS = 30;

    final byte[] levels;

    /** Code of the value both records hold, where they hold one; else {@link Columns#NONE}. */
    final int[] agreed;

    private final Layout layout;
    private final Columns columns;
    private final CodedFrequencies frequencies;
    private final int given;
    private final int family;
    private final Comparison[] comparisons;
    private final int[] tops;

    /** Per attribute: pairs of codes with their level in the lowest bits; attributes of one dictionary share it. */
    private final long[][] remembered;

    private final Digests digests;

    CodedPair(Layout layout, Columns columns, CodedFrequencies frequencies, Digests digests) {
        this.digests = digests;
        this.layout = layout;
        this.columns = columns;
        this.frequencies = frequencies;
        this.given = layout.given();
        this.family = layout.family();
        this.comparisons =
                IntStream.range(0, layout.size()).mapToObj(layout::comparison).toArray(Comparison[]::new);
        this.tops = Arrays.stream(comparisons).mapToInt(Comparison::top).toArray();
        this.levels = new byte[layout.size()];
        this.agreed = new int[layout.size()];
        this.remembered = new long[columns.width()][];
        long[] names = new long[NAMES_REMEMBERED];
        for (int i = 0; i < remembered.length; i++) {
            remembered[i] = switch (columns.type().attributes().get(i).type()) {
                case GIVEN_NAME, FAMILY_NAME -> names;
                case CITY, STREET, FULL_NAME, ORGANISATION_NAME -> new long[REMEMBERED];
                default -> NONE_REMEMBERED;
            };
        }
        Arrays.fill(agreed, Columns.NONE);
    }

    void compare(int a, int b) {
        for (int i = 0; i < columns.width(); i++) {
            compare(i, a, b);
        }
        if (layout.crosses()) {
            cross(a, b);
        }
        explainNames(a, b);
    }

    /** To be called once addresses and names were compared. */
    void explainNames(int a, int b) {
        for (int email : layout.addresses().emails()) {
            if (agreed[email] >= 0 && layout.explainsNames(email, columns.value(email, agreed[email]))) {
                layout.explainNames(levels, digests.held(email, a, b), email, this::agreedFrequency);
            }
        }
    }

    /** One comparison alone; of a given or family name as if it were not swapped. */
    void compare(int comparison, int a, int b) {
        best(comparison, comparison, a, comparison, b);
    }

    private double agreedFrequency(int attribute) {
        return agreed[attribute] >= 0 ? frequencies.of(attribute, agreed[attribute]) : 1;
    }

    /**
     * @param left attribute of {@code a}
     * @param right attribute of {@code b}: another one where names are crossed
     */
    private void best(int comparison, int left, int a, int right, int b) {
        int x = columns.code(a, left);
        int y = columns.code(b, right);
        if (x == Columns.NONE || y == Columns.NONE) {
            levels[comparison] = Comparison.MISSING;
            agreed[comparison] = Columns.NONE;
        } else if (x == y && x >= 0) {
            levels[comparison] = (byte) tops[comparison];
            agreed[comparison] = x;
        } else if (x >= 0 && y >= 0) {
            int quick = digests.level(left, a, right, b);
            levels[comparison] = quick == Digests.UNKNOWN ? unequal(comparison, x, y) : (byte) quick;
            if (levels[comparison] > 0 && digests.explained(left, levels[comparison], a, b)) {
                levels[comparison] = Comparison.EXPLAINED;
            }
            agreed[comparison] = Columns.NONE;
        } else {
            several(comparison, all(x), all(y));
        }
    }

    private int[] all(int code) {
        return code >= 0 ? new int[] {code} : columns.several(code);
    }

    /** The most alike pair of values; of several equal pairs the rarest value counts. */
    private void several(int comparison, int[] left, int[] right) {
        int top = tops[comparison];
        int best = Comparison.MISSING;
        int agreedOn = Columns.NONE;
        for (int x : left) {
            for (int y : right) {
                boolean same = x == y;
                int level = same ? top : unequal(comparison, x, y);
                if (level > best || same && (agreedOn == Columns.NONE || rarer(comparison, x, agreedOn))) {
                    best = level;
                    agreedOn = same ? x : Columns.NONE;
                }
            }
        }
        levels[comparison] = (byte) best;
        agreed[comparison] = agreedOn;
    }

    private boolean rarer(int comparison, int value, int than) {
        int order = Double.compare(frequency(comparison, value), frequency(comparison, than));
        return order < 0
                || order == 0 && columns.value(comparison, value).compareTo(columns.value(comparison, than)) < 0;
    }

    /** While names are crossed, a value is as rare as it is as both. */
    private double frequency(int comparison, int value) {
        return crossing
                ? frequencies.of(given, value) * frequencies.of(family, value)
                : frequencies.of(comparison, value);
    }

    private boolean crossing;

    /** Unequal values of the attribute recur, so that their level may be known. */
    boolean remembers(int attribute) {
        return remembered[attribute].length > 0;
    }

    private byte unequal(int comparison, int x, int y) {
        long[] memory = remembered[comparison];
        if (memory.length == 0) {
            return compared(comparison, x, y);
        }
        long pair = (x < y ? (long) x << CODE_BITS | y : (long) y << CODE_BITS | x) + 1;
        int slot = (int) (pair * 0x9E3779B97F4A7C15L >>> 32) & memory.length - 1;
        long known = memory[slot];
        if (known >>> LEVEL_BITS == pair) {
            return (byte) (known & LEVELS);
        }
        byte level = compared(comparison, x, y);
        memory[slot] = pair << LEVEL_BITS | level;
        return level;
    }

    private byte compared(int comparison, int x, int y) {
        return (byte) comparisons[comparison].unequal(columns.value(comparison, x), columns.value(comparison, y));
    }

    /** To be called once both names were compared straight. */
    void cross(int a, int b) {
        int order = levels.length - 1;
        byte straightGiven = levels[given];
        byte straightFamily = levels[family];
        levels[order] = straightGiven >= 0 || straightFamily >= 0 ? NameOrder.AS_GIVEN : Comparison.MISSING;
        double straight = Layout.closeness(straightGiven) + Layout.closeness(straightFamily);
        if (straight > 2 - Layout.CROSSED_IS_BETTER_BY) {
            return;
        }
        int agreedGiven = agreed[given];
        int agreedFamily = agreed[family];
        crossing = true;
        best(given, given, a, family, b);
        best(family, family, a, given, b);
        crossing = false;
        if (Layout.closeness(levels[given]) + Layout.closeness(levels[family])
                >= straight + Layout.CROSSED_IS_BETTER_BY) {
            levels[order] = NameOrder.SWAPPED;
            settle();
            return;
        }
        levels[given] = straightGiven;
        levels[family] = straightFamily;
        agreed[given] = agreedGiven;
        agreed[family] = agreedFamily;
    }

    /** See {@link Layout}: which of the two crossed agreements is the given name's must not depend on who leads. */
    private void settle() {
        byte first = levels[given];
        byte second = levels[family];
        int x = agreed[given];
        int y = agreed[family];
        boolean exchange = first > second;
        if (first == second && x != Columns.NONE && y != Columns.NONE) {
            int order = Double.compare(
                    frequencies.of(given, x) * frequencies.of(family, y),
                    frequencies.of(given, y) * frequencies.of(family, x));
            exchange = order < 0 || order == 0 && columns.value(given, x).compareTo(columns.value(given, y)) > 0;
        }
        if (exchange) {
            levels[given] = second;
            levels[family] = first;
            agreed[given] = y;
            agreed[family] = x;
        }
    }
}
