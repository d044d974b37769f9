package io.karat.match;

import io.karat.model.AttributeType;
import io.karat.model.EntityType;
import java.util.stream.IntStream;

/**
 * E-mail addresses made of their holder's name. Two namesakes have similar ones ("ann.lee@", "annlee7@") because they are
 * namesakes: what such addresses have in common was counted with the names and is no further evidence. Who have one
 * address have the name in it: the two are one piece of evidence, as rare as the rarer of them.
 */
final class NamedAddresses {

    /** The address says more than the name, or there is not exactly one. */
    static final int OF_ITS_OWN = 0;

    /** The name and nothing else: the hash of no digits. */
    private static final int NOTHING = Integer.MIN_VALUE;

    private static final int SHORTEST_NAME = 3;

    private final int[] emails;
    private final int[] names;

    NamedAddresses(EntityType type) {
        emails = attributes(type, AttributeType.EMAIL);
        names = IntStream.concat(
                        IntStream.of(attributes(type, AttributeType.GIVEN_NAME)),
                        IntStream.of(attributes(type, AttributeType.FAMILY_NAME)))
                .toArray();
    }

    private static int[] attributes(EntityType type, AttributeType wanted) {
        return IntStream.range(0, type.attributes().size())
                .filter(i -> type.attributes().get(i).type() == wanted)
                .toArray();
    }

    /** Attributes that hold addresses; none if records have no names. */
    int[] emails() {
        return names.length == 0 ? new int[0] : emails;
    }

    boolean isAddress(int attribute) {
        return IntStream.of(emails).anyMatch(email -> email == attribute);
    }

    /** Attributes of names, of which an address may be made. */
    int[] names() {
        return names;
    }

    /** Of {@link #names}, by bit: those that the record's only address holds. */
    int holds(Values record, int email) {
        String[] addresses = record.values(email);
        if (addresses.length != 1) {
            return 0;
        }
        String local = EmailComparison.local(addresses[0]);
        int held = 0;
        for (int i = 0; i < names.length; i++) {
            for (String name : record.values(names[i])) {
                held |= name.length() >= SHORTEST_NAME && local.contains(name) ? 1 << i : 0;
            }
        }
        return held;
    }

    /** {@link #OF_ITS_OWN}, or what an address holds beside the name: equal digits, equal number. */
    int beside(Values record, int email) {
        String[] addresses = record.values(email);
        if (addresses.length != 1) {
            return OF_ITS_OWN;
        }
        String local = EmailComparison.local(addresses[0]);
        StringBuilder letters = new StringBuilder(local.length());
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < local.length(); i++) {
            char c = local.charAt(i);
            if (c >= 'a' && c <= 'z') {
                letters.append(c);
            } else if (c >= '0' && c <= '9') {
                digits.append(c);
            }
        }
        for (int attribute : names) {
            for (String name : record.values(attribute)) {
                if (name.length() >= SHORTEST_NAME && letters.indexOf(name) >= 0) {
                    return digits.toString().hashCode() | NOTHING;
                }
            }
        }
        return OF_ITS_OWN;
    }

    /**
     * @param level of two addresses
     * @param left what the one holds beside the name
     * @param right what the other holds
     */
    static boolean explain(byte level, int left, int right) {
        return level > 0 && left != OF_ITS_OWN && right != OF_ITS_OWN && (left != right || left == NOTHING);
    }
}
