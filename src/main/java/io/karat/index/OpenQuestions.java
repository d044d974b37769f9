package io.karat.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.search.Query;

/**
 * The kinds of open questions about a golden record, as a number that changes without its document: one bit for each kind.
 * Narrowed and counted like a facet, {@code review=match}; {@code review=none} where nothing is open.
 */
public final class OpenQuestions {

    /** In the order of their bits, which are stored: a new kind comes last. */
    public static final List<String> KINDS = List.of("match", "guard", "split", "quality", "change", "conflict");

    /** The name of the facet. */
    public static final String NAME = "review";

    /** Its value where no question is open. */
    public static final String NONE = "none";

    static final String FIELD = "asked";
    private static final String PREFIX = NAME + "=";
    private static final int SETS = 1 << KINDS.size();

    private OpenQuestions() {}

    /** @throws IllegalArgumentException for a kind that there is not */
    public static int bits(Collection<String> kinds) {
        int bits = 0;
        for (String kind : kinds) {
            int at = KINDS.indexOf(kind);
            if (at < 0) {
                throw new IllegalArgumentException("questions of kind " + kind + " cannot be found");
            }
            bits |= 1 << at;
        }
        return bits;
    }

    static boolean narrows(String facet) {
        return facet.startsWith(PREFIX);
    }

    /** Those that a facet leaves; none where it names no kind. */
    static Query query(String facet) {
        String value = facet.substring(PREFIX.length());
        if (value.equals(NONE)) {
            return NumericDocValuesField.newSlowExactQuery(FIELD, 0);
        }
        int at = KINDS.indexOf(value);
        return NumericDocValuesField.newSlowSetQuery(
                FIELD,
                LongStream.range(0, SETS)
                        .filter(set -> at >= 0 && (set >> at & 1) == 1)
                        .toArray());
    }

    /** Counts of sets of kinds, as counts of facets. */
    static void name(long[] bySet, Map<String, Long> counts) {
        for (int set = 0; set < bySet.length; set++) {
            if (bySet[set] > 0) {
                for (String value : values(set)) {
                    counts.merge(PREFIX + value, bySet[set], Long::sum);
                }
            }
        }
    }

    static long[] counters() {
        return new long[SETS];
    }

    private static List<String> values(int set) {
        List<String> values = new ArrayList<>();
        for (int at = 0; at < KINDS.size(); at++) {
            if ((set >> at & 1) == 1) {
                values.add(KINDS.get(at));
            }
        }
        return set == 0 ? List.of(NONE) : values;
    }
}
