package io.karat.match;

import io.karat.model.AttributeType;
import io.karat.model.EntityType;
import io.karat.standardise.Features;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Says in words which keys brought two records together. */
final class SharedKeys {

    private static final int MOST = 8;

    private SharedKeys() {}

    /** Strong keys first, then pairs of columns in the model's order; at most eight, none if the records share no key. */
    static List<String> inWords(EntityType type, Features a, Features b) {
        Set<String> strong = new LinkedHashSet<>();
        Set<Integer> columns = new TreeSet<>();
        long[] left = a.atoms();
        long[] right = b.atoms();
        int i = 0;
        int j = 0;
        while (i < left.length && j < right.length) {
            if (left[i] < right[j]) {
                i++;
            } else if (left[i] > right[j]) {
                j++;
            } else {
                // A swapped name stands in two columns: the lower one names it, whichever record leads.
                int column = Math.min(a.column(i), b.column(j));
                if (a.strong(i) && b.strong(j)) {
                    strong.add(label(type, column));
                }
                columns.add(column);
                i++;
                j++;
            }
        }
        Set<String> pairs = new LinkedHashSet<>(new TreeSet<>(strong));
        List<Integer> ordered = List.copyOf(columns);
        for (int x = 0; x < ordered.size(); x++) {
            for (int y = x + 1; y < ordered.size(); y++) {
                String first = label(type, ordered.get(x));
                String second = label(type, ordered.get(y));
                pairs.add(first.equals(second) ? "two words of " + first : first + " + " + second);
            }
        }
        List<String> words = new ArrayList<>(pairs);
        return List.copyOf(words.subList(0, Math.min(MOST, words.size())));
    }

    /** Columns beyond the attributes are words of names and texts. */
    private static String label(EntityType type, int column) {
        if (column < type.attributes().size()) {
            return type.attributes().get(column).label();
        }
        return type.attributes().stream()
                .filter(attribute -> attribute.type() == AttributeType.FULL_NAME
                        || attribute.type() == AttributeType.ORGANISATION_NAME
                        || attribute.type() == AttributeType.TEXT)
                .map(attribute -> attribute.label())
                .findFirst()
                .orElse("words");
    }
}
