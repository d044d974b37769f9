package io.karat.standardise;

import io.karat.model.Attribute;
import io.karat.model.AttributeType;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes raw records of one entity type comparable. Thread-safe; what it makes of a record depends on nothing else. */
public final class Standardiser {

    /** Changes whenever stored features must be computed afresh. */
    public static final int VERSION = 3;

    /** Further values of one attribute are kept, but are no evidence. */
    private static final int MOST_VALUES = 20;

    private final List<Attribute> attributes;
    private final int country;
    private final int houseNumber;
    private final @Nullable Codes codes;
    private final Rule organisations;
    private final Rule[] rules;
    private final @Nullable Memory<Reading>[] memories;
    private final Atoms atoms;

    public Standardiser(EntityType type) {
        this(type, false);
    }

    private Standardiser(EntityType type, boolean remembering) {
        this.attributes = List.copyOf(type.attributes());
        this.country = first(AttributeType.COUNTRY);
        this.houseNumber = first(AttributeType.HOUSE_NUMBER);
        this.codes = type.references().lists().isEmpty() ? null : new Codes(type);
        this.organisations = new OrganisationRule(type.references().legalForms());
        this.rules = rules("");
        this.memories = memories(remembering);
        this.atoms = new Atoms(type, remembering);
    }

    /** For many records, one after another: it remembers what it made of values that recur, in some ten megabytes. */
    public static Standardiser remembering(EntityType type) {
        return new Standardiser(type, true);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private @Nullable Memory<Reading>[] memories(boolean remembering) {
        @Nullable Memory<Reading>[] made = new Memory[attributes.size()];
        for (int i = 0; remembering && i < made.length; i++) {
            made[i] = recurs(attributes.get(i).type()) ? new Memory<>() : null;
        }
        return made;
    }

    /** What most records have of their own would only push out what recurs. */
    private static boolean recurs(AttributeType type) {
        return switch (type) {
            case GIVEN_NAME, FAMILY_NAME, DATE, STREET, CITY, POSTCODE, HOUSE_NUMBER, COUNTRY, CATEGORY, YEAR -> true;
            case FULL_NAME, ORGANISATION_NAME, PHONE, EMAIL, IDENTIFIER, URL, NUMBER, MONEY, TEXT -> false;
        };
    }

    private int first(AttributeType wanted) {
        for (int i = 0; i < attributes.size(); i++) {
            if (attributes.get(i).type() == wanted) {
                return i;
            }
        }
        return -1;
    }

    private Rule[] rules(String country) {
        Rule[] made = new Rule[attributes.size()];
        for (int i = 0; i < made.length; i++) {
            AttributeType type = attributes.get(i).type();
            Rule ofList = codes == null ? null : codes.rule(i);
            Rule byType = type == AttributeType.ORGANISATION_NAME ? organisations : Rules.of(type, country);
            made[i] = ofList == null ? byType : ofList;
        }
        return made;
    }

    /** Of data that come from no source; see {@link #standardise(String, RecordData)}. */
    public Standardised standardise(RecordData data) {
        return standardise("", data);
    }

    /**
     * Never throws on account of a value: what cannot be standardised is a finding and no evidence.
     *
     * @param source whose words for codes the data may hold
     */
    public Standardised standardise(String source, RecordData data) {
        String[][] raws = new String[attributes.size()][];
        for (int i = 0; i < raws.length; i++) {
            raws[i] = data.get(attributes.get(i).name()).toArray(String[]::new);
        }
        Report report = new Report();
        String[][] meant = codes == null ? raws : codes.meant(source, raws);
        Features features = features(meant, report);
        return new Standardised(
                features, report.comparable, codes == null ? Map.of() : codes.byAttribute(meant), report.findings);
    }

    /**
     * Only the features of what {@link #standardise(String, RecordData)} makes.
     *
     * @param source likewise
     * @param raws for each attribute of the entity type its values: none of them empty, no two the same
     */
    public Features features(String source, String[][] raws) {
        return features(codes == null ? raws : codes.meant(source, raws), null);
    }

    /** What is told of a record besides its features. */
    private static final class Report {

        final Map<String, List<String>> comparable = new HashMap<>();
        final List<Finding> findings = new ArrayList<>();

        void add(Attribute attribute, Reading reading) {
            comparable
                    .computeIfAbsent(attribute.name(), name -> new ArrayList<>())
                    .add(reading.text());
            Rule.None reason = reading.reason();
            if (reason != null) {
                findings.add(new Finding(attribute.name(), reason.code(), reason.message()));
            }
        }
    }

    private Features features(String[][] raws, @Nullable Report report) {
        Evidence evidence = new Evidence(attributes.size());
        String named = country < 0 ? "" : country(raws[country]);
        Rule[] byCountry = named.isEmpty() ? rules : rules(named);
        for (int i = 0; i < raws.length; i++) {
            for (String raw : raws[i]) {
                Reading reading = read(i, byCountry[i], bare(i, raw, raws, evidence));
                if (reading.evidence() && evidence.size(i) < MOST_VALUES) {
                    evidence.add(i, reading.text());
                }
                if (report != null) {
                    report.add(attributes.get(i), reading);
                }
            }
        }
        return atoms.features(evidence.values());
    }

    private Reading read(int attribute, Rule rule, String raw) {
        Memory<Reading> memory = memories[attribute];
        Reading known = memory == null ? null : memory.get(raw);
        if (known != null && known.by().equals(rule)) {
            return known;
        }
        Reading reading = Reading.of(attributes.get(attribute).type(), rule, raw);
        if (memory != null) {
            memory.put(raw, reading);
        }
        return reading;
    }

    /**
     * The standard form of one value by itself, outside a record: what a profile asks to find out which type fits.
     *
     * @param country ISO code, or empty where none is known
     * @return empty where the value would be no evidence
     */
    public static Optional<String> standard(AttributeType type, String country, String raw) {
        String text = switch (Rules.of(type, country).apply(raw)) {
            case Rule.None none -> "";
            case Rule.Doubtful doubtful -> "";
            case Rule.Value value -> value.text();
        };
        return text.isEmpty() || Placeholders.is(type, text) ? Optional.empty() : Optional.of(text);
    }

    /** The country a record names, as an ISO code; empty if none. */
    private static String country(String[] raws) {
        for (String raw : raws) {
            if (Rules.of(AttributeType.COUNTRY, "").apply(raw) instanceof Rule.Value value) {
                return value.text();
            }
        }
        return "";
    }

    /** A street without the house number, which goes where house numbers belong unless another one stands there. */
    private String bare(int attribute, String raw, String[][] raws, Evidence evidence) {
        if (attributes.get(attribute).type() != AttributeType.STREET || houseNumber < 0) {
            return raw;
        }
        Optional<AddressRule.Numbered> split = AddressRule.split(raw);
        if (split.isEmpty()) {
            return raw;
        }
        String number = Letters.joined(split.get().number());
        String[] given = raws[houseNumber];
        if (given.length == 0) {
            evidence.add(houseNumber, number);
        } else if (Arrays.stream(given).noneMatch(g -> Letters.joined(g).equals(number))) {
            return raw;
        }
        return split.get().street();
    }
}
