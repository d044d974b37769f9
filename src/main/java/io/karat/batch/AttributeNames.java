package io.karat.batch;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/** Makes legal names for attributes and entities out of any text. */
final class AttributeNames {

    private static final int LONGEST = 60;

    private AttributeNames() {}

    /** {@code PRIMARY_NAME} is {@code primary_name}, {@code Straße 2} is {@code strasse_2}; empty where nothing is left. */
    static String legal(String text) {
        String plain = Normalizer.normalize(text.replace("\u00df", "ss"), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_+|_+$", "");
        String cut = plain.length() > LONGEST ? plain.substring(0, LONGEST).replaceAll("_+$", "") : plain;
        return cut.isEmpty() || cut.charAt(0) >= 'a' ? cut : "c_" + cut;
    }

    /** A name that is not taken yet, and takes it. */
    static String free(String header, int column, Set<String> taken) {
        String wanted = legal(header);
        String name = wanted.isEmpty() ? "column_" + (column + 1) : wanted;
        // Words that the survivorship part of a model keeps for itself.
        String base = Set.of("default", "sources", "address_parts").contains(name) ? name + "_" : name;
        String free = base;
        for (int i = 2; !taken.add(free); i++) {
            free = base + "_" + i;
        }
        return free;
    }
}
