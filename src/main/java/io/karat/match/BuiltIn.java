package io.karat.match;

import io.karat.model.Attribute;
import io.karat.model.AttributeType;
import io.karat.model.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Parameters for data one knows nothing about, for any mix of attribute types. Tables follow from what the types mean:
 * how often people, clerks and scanners err, and how likely two strangers agree.
 */
final class BuiltIn {

    private static final int REFERENCE_SIZE = 20_000;

    private final EntityType type;
    private final List<Attribute> attributes;
    private final Domain domain;
    private final boolean crosses;
    private final double[][] m;
    private final double[][] u;

    private enum Domain {
        PEOPLE,
        ORGANISATIONS,
        THINGS
    }

    private BuiltIn(EntityType type) {
        this.type = type;
        this.attributes = type.attributes();
        this.domain = has(AttributeType.GIVEN_NAME) || has(AttributeType.FAMILY_NAME) || has(AttributeType.FULL_NAME)
                ? Domain.PEOPLE
                : namesItself(AttributeType.ORGANISATION_NAME) ? Domain.ORGANISATIONS : Domain.THINGS;
        this.crosses = has(AttributeType.GIVEN_NAME) && has(AttributeType.FAMILY_NAME);
        int size = attributes.size() + (crosses ? 1 : 0);
        this.m = new double[size][];
        this.u = new double[size][];
        for (int i = 0; i < attributes.size(); i++) {
            BuiltInTables tables = tables(i);
            m[i] = tables.m();
            u[i] = tables.u();
        }
        if (crosses) {
            m[size - 1] = new double[] {0.02, 0.98};
            u[size - 1] = new double[] {0.003, 0.997};
        }
    }

    static Parameters parameters(EntityType type) {
        return new BuiltIn(type).build();
    }

    /** For each comparison, the levels of matching pairs as the attribute's type promises them. */
    static double[][] matching(EntityType type) {
        return new BuiltIn(type).m;
    }

    private boolean has(AttributeType wanted) {
        return attributes.stream().anyMatch(a -> a.type() == wanted);
    }

    /** The name is the record's own, not one that many records share, as a brand. */
    private boolean namesItself(AttributeType wanted) {
        return attributes.stream().anyMatch(a -> a.type() == wanted && !a.shared());
    }

    private boolean first(int attribute) {
        return type.attributes().stream()
                .limit(attribute)
                .noneMatch(a -> a.type() == attributes.get(attribute).type());
    }

    private BuiltInTables tables(int attribute) {
        AttributeType t = attributes.get(attribute).type();
        if (t == AttributeType.GIVEN_NAME && !first(attribute)) {
            return BuiltInTables.MIDDLE_NAME;
        }
        if (t == AttributeType.FULL_NAME && (has(AttributeType.GIVEN_NAME) || has(AttributeType.FAMILY_NAME))) {
            return BuiltInTables.REST_OF_NAME;
        }
        if (t == AttributeType.TEXT && domain != Domain.THINGS) {
            return BuiltInTables.REMARK;
        }
        return BuiltInTables.of(t);
    }

    private Parameters build() {
        List<MatchClass> classes = switch (domain) {
            case PEOPLE -> people();
            case ORGANISATIONS -> organisations();
            case THINGS -> things();
        };
        TermFrequencies[] frequencies = new TermFrequencies[attributes.size()];
        int[] holders = new int[attributes.size()];
        for (int i = 0; i < attributes.size(); i++) {
            AttributeType t = attributes.get(i).type();
            frequencies[i] = TermFrequencies.of(
                    new TreeMap<>(CommonValues.of(t)), BuiltInTables.unseen(t), BuiltInTables.words(t));
            holders[i] = BuiltInTables.expectedHolders(t);
        }
        return Parameters.of(REFERENCE_SIZE, classes, u, new Parameters.Attributes(frequencies, holders));
    }

    private List<MatchClass> people() {
        List<MatchClass> classes = new ArrayList<>();
        classes.add(match("one person at one address", 0.55, Sharing.SAME_ADDRESS));
        classes.add(match("one person who moved", 0.15, Sharing.MOVED));
        classes.add(other("a shared household", 1.5, Sharing.HOUSEHOLD, Map.of()));
        classes.add(other("a shared address", 0.5, Sharing.ADDRESS, Map.of()));
        classes.add(other("twins of one household", 0.01, Sharing.HOUSEHOLD, Map.of(AttributeType.DATE, 1.0)));
        classes.add(other(
                "namesakes of one household",
                0.01,
                Sharing.HOUSEHOLD,
                Map.of(AttributeType.GIVEN_NAME, 1.0, AttributeType.EMAIL, 0.05)));
        classes.add(other("a shared mailbox", 0.05, Sharing.HOUSEHOLD, Map.of(AttributeType.EMAIL, 1.0)));
        classes.add(other("living in one town", 100, Sharing.TOWN, Map.of()));
        if (has(AttributeType.ORGANISATION_NAME)) {
            classes.add(
                    other("working for one company", 1, Sharing.COMPANY, Map.of(AttributeType.ORGANISATION_NAME, 1.0)));
        }
        return classes;
    }

    private List<MatchClass> organisations() {
        return List.of(
                match("one organisation at one address", 0.5, Sharing.SAME_ADDRESS),
                match("one organisation at several addresses", 0.2, Sharing.MOVED),
                other("a shared address", 0.5, Sharing.ADDRESS, Map.of()),
                other("one group of companies", 0.3, Sharing.COMPANY, Map.of()),
                other("being in one town", 100, Sharing.TOWN, Map.of()));
    }

    private List<MatchClass> things() {
        return List.of(
                match("one thing", 0.6, Sharing.SAME_ADDRESS),
                other("being variants of one thing", 0.5, Sharing.VARIANT, Map.of()),
                other("being of one kind", 20, Sharing.KIND, Map.of()));
    }

    private MatchClass match(String name, double perRecord, Sharing sharing) {
        return new MatchClass(name, true, perRecord, tables(sharing, Map.of(), true));
    }

    /** @param individual types that agree in this class although they are of an individual, and in what share of its pairs */
    private MatchClass other(String name, double perRecord, Sharing sharing, Map<AttributeType, Double> individual) {
        return new MatchClass(name, false, perRecord, tables(sharing, individual, false));
    }

    private double[][] tables(Sharing sharing, Map<AttributeType, Double> individual, boolean match) {
        double[][] tables = new double[m.length][];
        for (int i = 0; i < attributes.size(); i++) {
            Attribute attribute = attributes.get(i);
            double share;
            if (attribute.shared() && !(domain == Domain.THINGS && attribute.type() == AttributeType.TEXT)) {
                share = sharing.of(attribute.type());
            } else {
                share = match ? 1 : first(i) ? individual.getOrDefault(attribute.type(), 0.0) : 0;
            }
            tables[i] = mix(share, m[i], u[i]);
            if (!match) {
                double[] own = sharing.own(attribute.type());
                if (own.length == m[i].length
                        && !individual.containsKey(attribute.type())
                        && (domain != Domain.PEOPLE || !has(AttributeType.FAMILY_NAME))) {
                    tables[i] = own.clone();
                }
            }
        }
        if (crosses) {
            tables[m.length - 1] = match ? m[m.length - 1] : u[m.length - 1];
        }
        return tables;
    }

    private static double[] mix(double share, double[] m, double[] u) {
        double[] table = new double[m.length];
        for (int level = 0; level < table.length; level++) {
            table[level] = share * m[level] + (1 - share) * u[level];
        }
        return table;
    }
}
