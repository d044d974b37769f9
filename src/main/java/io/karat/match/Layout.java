package io.karat.match;

import io.karat.model.AttributeType;
import io.karat.model.EntityType;
import io.karat.standardise.Nicknames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * Which comparisons an entity type has, and the levels of a pair. One comparison per attribute, in the model's order;
 * then, where there are a given and a family name, one that says whether the two are swapped.
 */
final class Layout {

    static final String NAME_ORDER = "name order";

    /** Name levels as similarities, to weigh the crossed against the straight comparison. */
    private static final double[] CLOSENESS = {0, 0.1, 0.5, 0.7, 0.8, 0.9, 1};

    static final double CROSSED_IS_BETTER_BY = 0.5;

    private final EntityType type;
    private final List<Comparison> comparisons;
    private final Operands operands;
    private final NamedAddresses addresses;
    private final int given;
    private final int family;
    private final TermFrequencies[] frequencies;

    private Layout(
            EntityType type, TermFrequencies[] frequencies, List<Comparison> comparisons, DemotedValues demoted) {
        this.frequencies = frequencies;
        this.type = type;
        this.comparisons = comparisons;
        this.operands = new Operands(type, demoted);
        this.addresses = new NamedAddresses(type);
        this.given = operands.given();
        this.family = operands.family();
    }

    static Layout of(EntityType type, Parameters parameters) {
        return of(type, parameters, DemotedValues.NONE);
    }

    static Layout of(EntityType type, Parameters parameters, DemotedValues demoted) {
        return of(type, parameters.frequencies(), demoted);
    }

    static Layout of(EntityType type, TermFrequencies[] frequencies, DemotedValues demoted) {
        BiPredicate<String, String> nicknames = Nicknames.of(type)::related;
        List<Comparison> comparisons = new ArrayList<>();
        for (int i = 0; i < type.attributes().size(); i++) {
            comparisons.add(comparison(type.attributes().get(i).type(), frequencies[i], nicknames));
        }
        Layout layout = new Layout(type, frequencies, comparisons, demoted);
        if (layout.crosses()) {
            comparisons.add(NameOrder.COMPARISON);
        }
        return layout;
    }

    private static Comparison comparison(
            AttributeType type, TermFrequencies frequencies, BiPredicate<String, String> nicknames) {
        return switch (type) {
            case GIVEN_NAME, FAMILY_NAME -> new NameComparison(nicknames);
            case FULL_NAME -> WordsComparison.names(frequencies::rarity, nicknames);
            case ORGANISATION_NAME -> WordsComparison.names(frequencies::rarity, (a, b) -> false);
            case TEXT -> WordsComparison.texts(frequencies::rarity);
            case DATE -> new DateComparison();
            case EMAIL -> new EmailComparison();
            case PHONE -> CodeComparison.phone();
            case IDENTIFIER -> CodeComparison.identifier();
            case HOUSE_NUMBER -> ShortCodeComparison.houseNumber();
            case POSTCODE -> ShortCodeComparison.postcode();
            case STREET, CITY -> new PlaceComparison();
            case COUNTRY, CATEGORY -> new CategoryComparison();
            case URL -> new UrlComparison();
            case NUMBER, MONEY -> QuantityComparison.relative();
            case YEAR -> QuantityComparison.years();
        };
    }

    /** Given and family name may have been swapped. */
    boolean crosses() {
        return operands.crosses();
    }

    int size() {
        return comparisons.size();
    }

    int given() {
        return given;
    }

    int family() {
        return family;
    }

    Comparison comparison(int i) {
        return comparisons.get(i);
    }

    String name(int i) {
        return i < type.attributes().size() ? type.attributes().get(i).name() : NAME_ORDER;
    }

    void check(Parameters parameters) {
        for (int i = 0; i < size(); i++) {
            if (parameters.u(i).length != comparison(i).levels().size()) {
                throw new IllegalArgumentException(
                        "parameters do not fit entity type " + type.name() + ": train again");
            }
        }
    }

    /** The levels of a pair, written into {@code into}. */
    void compare(Values a, Values b, Agreement into) {
        for (int i = 0; i < type.attributes().size(); i++) {
            best(i, operands.of(a, i), operands.of(b, i), into);
        }
        for (int email : addresses.emails()) {
            if (into.levels[email] > 0
                    && into.agreed[email].isEmpty()
                    && NamedAddresses.explain(
                            into.levels[email], addresses.beside(a, email), addresses.beside(b, email))) {
                into.levels[email] = Comparison.EXPLAINED;
            }
        }
        if (crosses()) {
            cross(a, b, into);
        }
        for (int email : addresses.emails()) {
            if (explainsNames(email, into.agreed[email])) {
                explainNames(
                        into.levels,
                        addresses.holds(a, email) | addresses.holds(b, email),
                        email,
                        i -> into.agreed[i].isEmpty() ? 1 : frequencies[i].of(into.agreed[i]));
            }
        }
    }

    /** What names have to do with an address can be told only where it was counted how often the address occurs. */
    boolean explainsNames(int email, String agreed) {
        return !agreed.isEmpty() && frequencies[email].knows(agreed);
    }

    /**
     * Who share an address that is made of a name share the name too: by chance, both happen as often as the rarer of the
     * two, so only that one counts.
     *
     * @param held names that the address holds, see {@link NamedAddresses#holds}
     * @param agreed by attribute, the frequency of the value agreed on; 1 where there is none
     */
    void explainNames(byte[] levels, int held, int email, IntToDoubleFunction agreed) {
        int[] names = addresses.names();
        boolean swapped = crosses() && levels[size() - 1] == NameOrder.SWAPPED;
        int alike = 0;
        double together = 1;
        for (int i = 0; i < names.length; i++) {
            boolean exchanged = swapped && (names[i] == given || names[i] == family);
            if ((held >> i & 1) != 0 && !exchanged && levels[names[i]] > 0) {
                alike |= 1 << i;
                together *= agreed.applyAsDouble(names[i]);
            }
        }
        if (together < agreed.applyAsDouble(email)) {
            levels[email] = Comparison.EXPLAINED;
            return;
        }
        for (int i = 0; i < names.length; i++) {
            if ((alike >> i & 1) != 0) {
                levels[names[i]] = Comparison.EXPLAINED;
            }
        }
    }

    NamedAddresses addresses() {
        return addresses;
    }

    private void best(int comparison, String[] left, String[] right, Agreement into) {
        best(comparison, frequencies[comparison]::of, left, right, into);
    }

    /** Given against family names: how rare a value is as both must not depend on which record leads. */
    private void bestCrossed(int comparison, String[] left, String[] right, Agreement into) {
        TermFrequencies givens = frequencies[given];
        TermFrequencies families = frequencies[family];
        best(comparison, value -> givens.of(value) * families.of(value), left, right, into);
    }

    /** The most alike pair of values; of several equal pairs the rarest value counts. */
    private void best(
            int comparison, ToDoubleFunction<String> frequency, String[] left, String[] right, Agreement into) {
        if (left.length == 0 || right.length == 0) {
            into.levels[comparison] = Comparison.MISSING;
            into.agreed[comparison] = "";
            return;
        }
        Comparison with = comparisons.get(comparison);
        if (left.length == 1 && right.length == 1) {
            boolean equal = left[0].equals(right[0]);
            into.levels[comparison] = (byte) (equal ? with.top() : with.unequal(left[0], right[0]));
            into.agreed[comparison] = equal ? left[0] : "";
            return;
        }
        int top = with.top();
        int best = Comparison.MISSING;
        String agreed = "";
        for (String x : left) {
            for (String y : right) {
                int level = with.level(x, y);
                boolean same = level == top && x.equals(y);
                if (level > best || same && (agreed.isEmpty() || rarer(frequency, x, agreed))) {
                    best = level;
                    agreed = same ? x : "";
                }
            }
        }
        into.levels[comparison] = (byte) best;
        into.agreed[comparison] = agreed;
    }

    private static boolean rarer(ToDoubleFunction<String> frequency, String value, String than) {
        int order = Double.compare(frequency.applyAsDouble(value), frequency.applyAsDouble(than));
        return order < 0 || order == 0 && value.compareTo(than) < 0;
    }

    String[] usable(Values of, int attribute) {
        return operands.usable(of, attribute);
    }

    private void cross(Values a, Values b, Agreement into) {
        byte straightGiven = into.levels[given];
        byte straightFamily = into.levels[family];
        boolean compared = straightGiven >= 0 || straightFamily >= 0;
        into.levels[comparisons.size() - 1] = compared ? NameOrder.AS_GIVEN : Comparison.MISSING;
        double straight = closeness(straightGiven) + closeness(straightFamily);
        if (straight > 2 - CROSSED_IS_BETTER_BY) {
            return;
        }
        String agreedGiven = into.agreed[given];
        String agreedFamily = into.agreed[family];
        bestCrossed(given, usable(a, given), usable(b, family), into);
        bestCrossed(family, usable(a, family), usable(b, given), into);
        if (closeness(into.levels[given]) + closeness(into.levels[family]) >= straight + CROSSED_IS_BETTER_BY) {
            into.levels[comparisons.size() - 1] = NameOrder.SWAPPED;
            settle(into);
            return;
        }
        into.levels[given] = straightGiven;
        into.levels[family] = straightFamily;
        into.agreed[given] = agreedGiven;
        into.agreed[family] = agreedFamily;
    }

    /**
     * Which of the two crossed agreements is the given name's must not depend on which record leads: the worse one, since
     * members of a household agree on one name only, or, between equally good ones, the one that is rather a given name.
     */
    private void settle(Agreement in) {
        byte first = in.levels[given];
        byte second = in.levels[family];
        String x = in.agreed[given];
        String y = in.agreed[family];
        boolean exchange = first > second;
        if (first == second && !x.isEmpty() && !y.isEmpty()) {
            TermFrequencies givens = frequencies[given];
            TermFrequencies families = frequencies[family];
            int order = Double.compare(givens.of(x) * families.of(y), givens.of(y) * families.of(x));
            exchange = order < 0 || order == 0 && x.compareTo(y) > 0;
        }
        if (!exchange) {
            return;
        }
        in.levels[given] = second;
        in.levels[family] = first;
        in.agreed[given] = y;
        in.agreed[family] = x;
    }

    static double closeness(byte level) {
        return level < 0 ? 0 : CLOSENESS[level];
    }
}
