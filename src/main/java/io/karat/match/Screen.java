package io.karat.match;

/**
 * Tells that the score of two records cannot reach a floor, mostly from their codes and digests. What is not compared yet is
 * taken to be as much for the match classes, and as little for all others, as it can be; what is cheap and telling is
 * compared first. What one record has by itself is worked out once for all that are held against it. Not thread-safe.
 */
final class Screen {

    /** A bound is a sum in another order than the score. */
    private static final double ROUNDING = 1e-9;

    /** Stands for given and family name and their order. */
    private static final int BOTH_NAMES = -1;

    private final ScoreTables tables;
    private final Columns columns;
    private final Digests digests;
    private final CodedPair pair;
    private final int classes;
    private final int matches;
    private final int names;
    private final int given;
    private final int family;

    /** By comparison: what a level, or no evidence, changes in the bound of unequal values. One row after the other. */
    private final double[][] levels;

    private final double[][] nothing;

    /** Names and their order together: what no evidence changes in their bound. */
    private final double[] noNames;

    /** The only name that is equal in the current pair, or -1. */
    private int equalName;

    /** Attributes of addresses that are made of names. */
    private final int[] addresses;

    private final boolean[] isNameOrAddress;

    /** The current pair may agree on an address. */
    private boolean oneAddress;

    /** The record held against others, its codes, and the bound where all of its values are unequal to the other's. */
    private int left = -1;

    private final int[] codes;
    private final double[] start;

    /** By attribute: what equality changes in the bound; of names, that one of them is equal. */
    private final double[][] equal;

    private final boolean[] known;
    private final double[] now;
    private final int[] open;

    /** What strings must tell: up to {@code quick} where they may be remembered, from {@code slow} on where not. */
    private final int[] unknown;

    private int quick;
    private int slow;

    Screen(ScoreTables tables, CodedPair pair) {
        this.tables = tables;
        this.columns = tables.columns;
        this.digests = tables.digests;
        this.pair = pair;
        this.classes = tables.priors.length;
        this.matches = tables.matchClasses;
        this.names = tables.names;
        this.given = tables.layout.given();
        this.family = tables.layout.family();
        this.levels = new double[tables.levels.length][];
        this.nothing = new double[tables.levels.length][];
        for (int i = 0; i < levels.length; i++) {
            double[][] rows = tables.levels[i];
            levels[i] = new double[rows.length * classes];
            for (int level = 0; level < rows.length; level++) {
                difference(rows[level], tables.unequal[i], levels[i], level * classes);
            }
            nothing[i] = new double[classes];
            difference(nothing[i], tables.unequal[i], nothing[i], 0);
        }
        this.noNames = new double[classes];
        if (names >= 0) {
            add(noNames, nothing[given]);
            add(noNames, nothing[family]);
            add(noNames, nothing[levels.length - 1]);
        }
        this.isNameOrAddress = new boolean[columns.width()];
        this.addresses = tables.layout.addresses().emails();
        for (int name : tables.layout.addresses().names()) {
            isNameOrAddress[name] = true;
        }
        for (int email : addresses) {
            isNameOrAddress[email] = true;
        }
        this.codes = new int[columns.width()];
        this.start = new double[classes];
        this.equal = new double[columns.width()][classes];
        this.known = new boolean[columns.width()];
        this.now = new double[classes];
        this.open = new int[columns.width()];
        this.unknown = new int[columns.width()];
    }

    private static void difference(double[] of, double[] than, double[] into, int at) {
        for (int k = 0; k < of.length; k++) {
            into[at + k] = of[k] - than[k];
        }
    }

    private static void add(double[] to, double[] row) {
        for (int k = 0; k < to.length; k++) {
            to[k] += row[k];
        }
    }

    /** @return false only if the log-odds of the pair are below the floor */
    boolean mayReach(int a, int b, double floor) {
        if (a != left) {
            take(a);
        }
        double lowest = floor - tables.logMatchClasses - ROUNDING;
        int opened = begin(a, b);
        if (lead() < lowest) {
            return false;
        }
        quick = 0;
        slow = unknown.length;
        for (int i = 0; i < opened; i++) {
            if (open[i] == names) {
                digestNames(a, b);
            } else {
                digest(open[i], a, b);
            }
            if (lead() < lowest) {
                return false;
            }
        }
        for (int i = 0; i < quick; i++) {
            compare(unknown[i], a, b);
            if (lead() < lowest) {
                return false;
            }
        }
        for (int i = slow; i < unknown.length; i++) {
            compare(unknown[i], a, b);
            if (lead() < lowest) {
                return false;
            }
        }
        return true;
    }

    private void take(int record) {
        left = record;
        System.arraycopy(tables.priors, 0, start, 0, classes);
        for (int i : tables.order) {
            if (i != names) {
                takeValue(record, i);
            }
        }
        if (names >= 0) {
            takeValue(record, given);
            takeValue(record, family);
            if (codes[given] >= 0 && codes[family] >= 0) {
                add(start, tables.unequal[levels.length - 1]);
            } else {
                subtractIfSingle(given);
                subtractIfSingle(family);
            }
        }
    }

    private void takeValue(int record, int attribute) {
        int code = columns.code(record, attribute);
        codes[attribute] = code;
        if (code >= 0) {
            add(start, tables.unequal[attribute]);
        }
        known[attribute] = false;
    }

    /** What equality changes in the bound; worked out once it is asked for. */
    private double[] equal(int attribute) {
        double[] change = equal[attribute];
        if (!known[attribute]) {
            known[attribute] = true;
            double[] agreed = tables.agreed[attribute][tables.frequencies.number(attribute, codes[attribute])];
            difference(agreed, tables.unequal[attribute], change, 0);
            if (isNameOrAddress[attribute]) {
                atMost(change);
            }
        }
        return change;
    }

    /** A name or address that is equal may turn out to be swapped, or no evidence: as an unequal one may at most. */
    private void atMost(double[] change) {
        for (int k = 0; k < classes; k++) {
            change[k] = k < matches ? Math.max(change[k], 0) : Math.min(change[k], 0);
        }
    }

    private void subtractIfSingle(int name) {
        if (codes[name] >= 0) {
            add(start, nothing[name]);
        }
    }

    /** The bound as far as codes tell. Returns how many comparisons are open. */
    private int begin(int a, int b) {
        System.arraycopy(start, 0, now, 0, classes);
        oneAddress = mayShareAddress(b);
        int opened = 0;
        for (int i : tables.order) {
            if (i == names ? beginNames(a, b) : begin(i, a, b)) {
                open[opened++] = i;
            }
        }
        return opened;
    }

    private boolean mayShareAddress(int b) {
        for (int email : addresses) {
            int x = codes[email];
            int y = columns.code(b, email);
            if (x != Columns.NONE && y != Columns.NONE && (x == y || x < 0 || y < 0)) {
                return true;
            }
        }
        return false;
    }

    private boolean begin(int attribute, int a, int b) {
        int x = codes[attribute];
        int y = columns.code(b, attribute);
        if (x >= 0 && y >= 0) {
            if (x != y) {
                return true;
            }
            add(now, equal(attribute));
            return false;
        }
        if (x >= 0) {
            add(now, nothing[attribute]);
        }
        if (x != Columns.NONE && y != Columns.NONE) {
            pair.compare(attribute, a, b);
            addFound(attribute);
        }
        return false;
    }

    /** Names may be swapped, so the two are open together with their order. */
    private boolean beginNames(int a, int b) {
        int x = codes[given];
        int y = codes[family];
        int givenB = columns.code(b, given);
        int familyB = columns.code(b, family);
        boolean single = x >= 0 && y >= 0 && givenB >= 0 && familyB >= 0;
        if (single && x != familyB && y != givenB && (x != givenB || y != familyB)) {
            equalName = x == givenB ? given : y == familyB ? family : -1;
            if (equalName >= 0) {
                add(now, equal(equalName));
            }
            return true;
        }
        if (x >= 0 && y >= 0) {
            add(now, noNames);
        }
        compareNames(a, b);
        return false;
    }

    private void digest(int attribute, int a, int b) {
        int level = digests.level(attribute, a, attribute, b);
        if (level != Digests.UNKNOWN) {
            addLevel(attribute, level);
        } else if (pair.remembers(attribute)) {
            unknown[quick++] = attribute;
        } else {
            unknown[--slow] = attribute;
        }
    }

    /** Unless they may be swapped, each name counts by itself. */
    private void digestNames(int a, int b) {
        if (digests.level(given, a, family, b) != 0 || digests.level(family, a, given, b) != 0) {
            unknown[quick++] = BOTH_NAMES;
            return;
        }
        addLevel(levels.length - 1, NameOrder.AS_GIVEN);
        if (equalName != given) {
            digest(given, a, b);
        }
        if (equalName != family) {
            digest(family, a, b);
        }
    }

    private void closeNames() {
        add(now, noNames);
        for (int k = 0; equalName >= 0 && k < classes; k++) {
            now[k] -= equal[equalName][k];
        }
    }

    private void compareNames(int a, int b) {
        pair.compare(given, a, b);
        pair.compare(family, a, b);
        pair.cross(a, b);
        addFound(given);
        addFound(family);
        addFound(levels.length - 1);
    }

    /** To a bound that takes nothing for granted of the comparison. */
    private void addFound(int comparison) {
        if (pair.levels[comparison] < 0) {
            return;
        }
        double[] row = tables.row(comparison, pair);
        if (mayBeExplained(comparison)) {
            for (int k = 0; k < classes; k++) {
                now[k] += k < matches ? Math.max(row[k], 0) : Math.min(row[k], 0);
            }
        } else {
            add(now, row);
        }
    }

    /** Beside one address a name, or the address itself, may turn out to be no evidence: see {@link NamedAddresses}. */
    private boolean mayBeExplained(int comparison) {
        return oneAddress && comparison < codes.length && isNameOrAddress[comparison];
    }

    private void compare(int attribute, int a, int b) {
        if (attribute == BOTH_NAMES) {
            closeNames();
            compareNames(a, b);
            return;
        }
        pair.compare(attribute, a, b);
        if (pair.levels[attribute] >= 0) {
            addLevel(attribute, pair.levels[attribute]);
        } else {
            add(now, nothing[attribute]);
        }
    }

    /** To a bound that takes the values to be unequal. */
    private void addLevel(int attribute, int level) {
        if (level > 0 && mayBeExplained(attribute)) {
            // The bound of unequal values stands.
            return;
        }
        double[] rows = levels[attribute];
        for (int k = 0, at = level * classes; k < classes; k++, at++) {
            now[k] += rows[at];
        }
    }

    /** The most by which the likeliest match class can lead the likeliest other one, random pairs among those. */
    private double lead() {
        double match = now[0];
        for (int k = 1; k < matches; k++) {
            match = Math.max(match, now[k]);
        }
        double other = 0;
        for (int k = matches; k < classes; k++) {
            other = Math.max(other, now[k]);
        }
        return match - other;
    }
}
