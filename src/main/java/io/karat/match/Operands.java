package io.karat.match;

import io.karat.model.AttributeType;
import io.karat.model.EntityType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which of a record's standard values a comparison looks at: without demoted ones, and of a full name only the rest. */
final class Operands {

    private final EntityType type;
    private final DemotedValues demoted;
    private final int given;
    private final int family;

    Operands(EntityType type, DemotedValues demoted) {
        this.type = type;
        this.demoted = demoted;
        this.given = first(AttributeType.GIVEN_NAME);
        this.family = first(AttributeType.FAMILY_NAME);
    }

    private int first(AttributeType wanted) {
        for (int i = 0; i < type.attributes().size(); i++) {
            if (type.attributes().get(i).type() == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** The first given name's attribute, or -1. */
    int given() {
        return given;
    }

    /** The first family name's attribute, or -1. */
    int family() {
        return family;
    }

    /** Given and family name may have been swapped. */
    boolean crosses() {
        return given >= 0 && family >= 0;
    }

    /** What is compared of an attribute. Not a copy. */
    String[] of(Values record, int attribute) {
        return residual(attribute) ? residual(record, attribute) : usable(record, attribute);
    }

    /** Of the attribute only a rest is compared. */
    boolean residual(int attribute) {
        return type.attributes().get(attribute).type() == AttributeType.FULL_NAME && (given >= 0 || family >= 0);
    }

    boolean demoted(int attribute, String value) {
        return demoted.contains(attribute, value);
    }

    String[] usable(Values of, int attribute) {
        String[] values = of.values(attribute);
        if (demoted.hashes().isEmpty()) {
            return values;
        }
        int dropped = 0;
        for (String value : values) {
            dropped += demoted.contains(attribute, value) ? 1 : 0;
        }
        return dropped == 0 ? values : without(values, attribute, dropped);
    }

    private String[] without(String[] values, int attribute, int dropped) {
        String[] usable = new String[values.length - dropped];
        int kept = 0;
        for (String value : values) {
            if (!demoted.contains(attribute, value)) {
                usable[kept++] = value;
            }
        }
        return usable;
    }

    /** Of a full name only the words count that the record's given and family names do not hold. */
    private String[] residual(Values of, int fullName) {
        String[] values = usable(of, fullName);
        String[] rest = new String[values.length];
        int kept = 0;
        for (String value : values) {
            List<String> words = new ArrayList<>(List.of(Tokens.of(value)));
            remove(words, of, given);
            remove(words, of, family);
            if (!words.isEmpty()) {
                rest[kept++] = String.join(" ", words);
            }
        }
        return Arrays.copyOf(rest, kept);
    }

    private static void remove(List<String> words, Values of, int attribute) {
        if (attribute >= 0) {
            for (String value : of.values(attribute)) {
                for (String word : Tokens.of(value)) {
                    words.remove(word);
                }
            }
        }
    }
}
