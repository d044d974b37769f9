package io.karat.standardise;

import io.karat.model.Attribute;
import io.karat.model.AttributeType;
import io.karat.model.EntityType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Collects the atoms of records of one entity type: for each value a few hashed terms, each of which a second record of
 * the same real thing is likely to share. The choice for each type, with what each one gains, is told in the guide to
 * matching.
 */
final class Atoms {

    private static final long HOUSE_NUMBER = Hash.space("h");
    private static final long HOUSE = Hash.space("hs");

    private final List<Attribute> attributes;
    private final ValueTerms[] terms;
    private final int firstGivenName;
    private final int[] familyNames;
    private final int[] houseNumbers;
    private final int[] worded;
    private final boolean fullNames;

    Atoms(EntityType type, boolean remembering) {
        this.attributes = List.copyOf(type.attributes());
        this.houseNumbers = having(AttributeType.HOUSE_NUMBER);
        this.worded = having(AttributeType.FULL_NAME, AttributeType.ORGANISATION_NAME, AttributeType.TEXT);
        this.fullNames = having(AttributeType.FULL_NAME).length > 0;
        this.firstGivenName =
                Arrays.stream(having(AttributeType.GIVEN_NAME)).findFirst().orElse(-1);
        this.familyNames = having(AttributeType.FAMILY_NAME);
        this.terms = new ValueTerms[attributes.size()];
        for (int i = 0; i < terms.length; i++) {
            terms[i] = new ValueTerms(attributes.get(i), i, i == firstGivenName, remembering);
        }
    }

    private int[] having(AttributeType... wanted) {
        List<AttributeType> types = List.of(wanted);
        return IntStream.range(0, attributes.size())
                .filter(i -> types.contains(attributes.get(i).type()))
                .toArray();
    }

    Features features(String[][] values) {
        Terms found = new Terms();
        for (int i = 0; i < terms.length; i++) {
            for (String value : values[i]) {
                terms[i].add(value, found);
                if (attributes.get(i).type() == AttributeType.STREET) {
                    house(i, value, values, found);
                }
            }
        }
        if (worded.length > 0) {
            words(values, found);
        }
        return found.features(values);
    }

    /** In the column of the street: number and street are no key together, their combination is the rarer atom. */
    private void house(int column, String street, String[][] values, Terms found) {
        for (int i : houseNumbers) {
            for (String number : values[i]) {
                if (!number.isEmpty()) {
                    found.weak(Hash.of(HOUSE_NUMBER, number), column);
                }
                long house = Hash.with(Hash.with(HOUSE, number), ' ');
                found.weak(Hash.mixed(Hash.with(house, street)), column);
            }
        }
    }

    /** Behind all other terms, since of a full name only those words count that no other name holds. */
    private void words(String[][] values, Terms found) {
        WordTerms words = new WordTerms(found, terms.length);
        if (fullNames) {
            if (firstGivenName >= 0) {
                words.known(values[firstGivenName]);
            }
            for (int i : familyNames) {
                words.known(values[i]);
            }
        }
        for (int i : worded) {
            for (String value : values[i]) {
                words.add(attributes.get(i), value);
            }
        }
    }
}
