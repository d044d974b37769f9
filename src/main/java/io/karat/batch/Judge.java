package io.karat.batch;

import io.karat.model.AttributeType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of each column of a profile. */
final class Judge {

    private static final int MANY_ROWS = 50;

    /** Of the streets; some houses have a name alone. */
    private static final double MOST_HOLD = 0.7;

    /** Of the records have a title. */
    private static final double TITLED = 0.8;

    private static final double MORE_TITLES = 2;
    private static final Set<String> SEX =
            Set.of("sex", "gender", "gndr", "geschlecht", "sexe", "sexo", "sesso", "geslacht", "plec");

    private final Profile profile;
    private final List<ColumnProfile> columns;
    private final List<Header> headers;
    private final List<Ties> ties;
    private final List<TypeEvidence.Verdict> verdicts;
    private final List<AttributeType> seconds;
    private final int key;
    private final Findings seen;

    Judge(Profile profile, @Nullable String wantedKey) {
        this.profile = profile;
        this.columns = profile.columns();
        this.headers = Header.of(columns.stream().map(ColumnProfile::header).toList());
        this.ties = Ties.of(profile.sample(), columns);
        this.verdicts = new ArrayList<>();
        this.seconds = new ArrayList<>();
        List<TypeEvidence.Verdict> alone = columns.stream()
                .map(c -> weigh(c.number(), List.of()).getFirst())
                .toList();
        for (int i = 0; i < columns.size(); i++) {
            List<TypeEvidence.Verdict> all = weigh(i, beside(alone, i));
            verdicts.add(all.getFirst());
            seconds.add(
                    all.get(1).points() > all.getFirst().points() - 1.5
                            ? all.get(1).type()
                            : all.getFirst().type());
        }
        worksNameTheirMakers();
        placesAreOrganisations();
        streetsHoldTheirNumbers();
        this.key = key(wantedKey);
        List<AttributeType> types =
                verdicts.stream().map(TypeEvidence.Verdict::type).toList();
        Lookalikes lookalikes = new Lookalikes(profile.sample(), columns, types, repeated());
        this.seen = new Findings(profile, headers, ties, lookalikes, types);
    }

    private List<TypeEvidence.Verdict> weigh(int column, List<TypeEvidence.Neighbour> beside) {
        return TypeEvidence.weigh(
                new TypeEvidence.Seen(columns.get(column), headers.get(column), ties.get(column), beside));
    }

    /**
     * A full name beside nothing else of a person, and beside texts that tell more things apart, is that of an artist or
     * author: the table is of works.
     */
    private void worksNameTheirMakers() {
        if (verdicts.stream().anyMatch(v -> ofPerson(v.type()))
                || headers.stream().anyMatch(h -> h.words().stream().anyMatch(SEX::contains))) {
            return;
        }
        for (ColumnProfile c : columns) {
            boolean titled = columns.stream()
                    .filter(t -> verdicts.get(t.number()).type() == AttributeType.TEXT)
                    .anyMatch(t -> t.fill() > TITLED && t.distinct() > MORE_TITLES * c.distinct());
            boolean person = verdicts.get(c.number()).type() == AttributeType.FULL_NAME;
            if (person && titled && headers.get(c.number()).says(AttributeType.FULL_NAME) == 0) {
                verdicts.set(
                        c.number(),
                        new TypeEvidence.Verdict(
                                AttributeType.TEXT,
                                verdicts.get(c.number()).points(),
                                List.of("names of people beside more titles: they made what the table is of")));
            }
        }
    }

    /** What a table of people has beside their full names. */
    private static boolean ofPerson(AttributeType type) {
        return switch (type) {
            case GIVEN_NAME, FAMILY_NAME, DATE, EMAIL, PHONE, HOUSE_NUMBER, STREET, POSTCODE -> true;
            case FULL_NAME, ORGANISATION_NAME, CITY, COUNTRY, CATEGORY, IDENTIFIER, URL, TEXT, NUMBER, MONEY, YEAR ->
                false;
        };
    }

    /** What has an address or a telephone and is no person is an organisation, whatever its name looks like. */
    private void placesAreOrganisations() {
        boolean reached =
                verdicts.stream().anyMatch(v -> v.type() == AttributeType.STREET || v.type() == AttributeType.PHONE);
        boolean named = verdicts.stream()
                .anyMatch(v -> v.type() == AttributeType.GIVEN_NAME
                        || v.type() == AttributeType.FAMILY_NAME
                        || v.type() == AttributeType.FULL_NAME
                        || v.type() == AttributeType.ORGANISATION_NAME);
        for (int i = 0; i < columns.size() && reached && !named; i++) {
            ColumnProfile c = columns.get(i);
            boolean name = c.text().words() < 5 && c.uniqueness() > 0.3 && c.fill() > 0.8;
            if (verdicts.get(i).type() == AttributeType.TEXT && name) {
                verdicts.set(
                        i,
                        new TypeEvidence.Verdict(
                                AttributeType.ORGANISATION_NAME,
                                verdicts.get(i).points(),
                                List.of("the name of what has an address and is no person")));
                return;
            }
        }
    }

    /** Where streets are written with the number of the house, a column of small numbers counts something else. */
    private void streetsHoldTheirNumbers() {
        boolean held = columns.stream()
                .anyMatch(c -> verdicts.get(c.number()).type() == AttributeType.STREET && holdsNumbers(c));
        for (int i = 0; i < columns.size() && held; i++) {
            TypeEvidence.Verdict verdict = verdicts.get(i);
            if (verdict.type() == AttributeType.HOUSE_NUMBER && headers.get(i).says(AttributeType.HOUSE_NUMBER) == 0) {
                verdicts.set(
                        i,
                        new TypeEvidence.Verdict(
                                AttributeType.NUMBER,
                                verdict.points(),
                                List.of("numbers beside streets that hold those of the houses")));
            }
        }
    }

    private boolean holdsNumbers(ColumnProfile streets) {
        int numbered = 0;
        for (int row = 0; row < streets.rows(); row++) {
            String value = profile.sample().value(row, streets.number());
            numbered += value.chars().anyMatch(Character::isDigit) ? 1 : 0;
        }
        return numbered > MOST_HOLD * streets.filled();
    }

    private List<TypeEvidence.Neighbour> beside(List<TypeEvidence.Verdict> alone, int column) {
        List<TypeEvidence.Neighbour> beside = new ArrayList<>();
        for (int other : new int[] {column - 1, column + 1}) {
            if (other >= 0 && other < columns.size()) {
                beside.add(new TypeEvidence.Neighbour(alone.get(other).type(), columns.get(other)));
            }
        }
        return beside;
    }

    private List<Integer> repeated() {
        return columns.stream()
                .map(ColumnProfile::number)
                .filter(i -> ties.get(i).joined() || ties.get(i).copyOf() >= 0)
                .toList();
    }

    /** The type that came close, if one did. */
    Optional<AttributeType> second(ColumnProfile column) {
        AttributeType second = seconds.get(column.number());
        return second == verdicts.get(column.number()).type() ? Optional.empty() : Optional.of(second);
    }

    boolean people() {
        return seen.people();
    }

    Header header(ColumnProfile column) {
        return headers.get(column.number());
    }

    List<Decision> decisions() {
        List<Decision> decisions = new ArrayList<>();
        Sources sources = new Sources(seen, key);
        Omissions omissions = new Omissions(seen, key);
        int source = sources.find();
        Set<String> names = new HashSet<>();
        for (ColumnProfile column : columns) {
            if (column.number() == key) {
                decisions.add(new Decision.Key(column));
            } else if (column.number() == source) {
                decisions.add(sources.decision(column));
            } else {
                decisions.add(omissions
                        .reason(column)
                        .<Decision>map(reason -> new Decision.LeftOut(column, reason))
                        .orElseGet(() -> taken(column, AttributeNames.free(column.header(), column.number(), names))));
            }
        }
        if (decisions.stream().noneMatch(Decision.Taken.class::isInstance)) {
            takeOne(decisions, names);
        }
        return decisions;
    }

    /** A model needs an attribute: the first column that holds anything, the key last. */
    private void takeOne(List<Decision> decisions, Set<String> names) {
        int best = columns.stream()
                .filter(c -> c.number() != key && c.filled() > 0)
                .map(ColumnProfile::number)
                .findFirst()
                .orElse(Math.max(key, 0));
        ColumnProfile column = columns.get(best);
        decisions.set(best, taken(column, AttributeNames.free(column.header(), best, names)));
    }

    private Decision.Taken taken(ColumnProfile column, String name) {
        TypeEvidence.Verdict verdict = verdicts.get(column.number());
        AttributeType type = verdict.type();
        boolean shared = type.shareable()
                || type == AttributeType.ORGANISATION_NAME
                        && (people() ? besidePeople(column) : besideProducts(column));
        boolean contact = type == AttributeType.EMAIL || type == AttributeType.PHONE;
        return new Decision.Taken(
                column,
                name,
                type,
                new Decision.Flags(people() && personal(type), contact, false, shared),
                verdict.reasons());
    }

    /** An employer stands beside a person; in a list of both, a record names an organisation or a person. */
    private boolean besidePeople(ColumnProfile column) {
        int both = 0;
        for (int row = 0; row < column.rows(); row++) {
            if (ColumnProfile.holdsValue(profile.sample().value(row, column.number()))) {
                both += namesPerson(row) ? 1 : 0;
            }
        }
        return 2 * both > column.filled();
    }

    /** A maker or shop stands beside texts that tell more things apart than it does. */
    private boolean besideProducts(ColumnProfile column) {
        return columns.stream()
                .filter(c -> verdicts.get(c.number()).type() == AttributeType.TEXT)
                .anyMatch(c -> c.fill() > 0.5 && c.distinct() > 1.3 * column.distinct());
    }

    private boolean namesPerson(int row) {
        return columns.stream()
                .anyMatch(c -> Findings.person(verdicts.get(c.number()).type())
                        && ColumnProfile.holdsValue(profile.sample().value(row, c.number())));
    }

    private static boolean personal(AttributeType type) {
        return switch (type) {
            case GIVEN_NAME, FAMILY_NAME, FULL_NAME, DATE, EMAIL, PHONE, HOUSE_NUMBER, STREET, IDENTIFIER, TEXT -> true;
            case ORGANISATION_NAME, CITY, POSTCODE, COUNTRY, CATEGORY, URL, NUMBER, MONEY, YEAR -> false;
        };
    }

    private int key(@Nullable String wanted) {
        if (wanted != null) {
            return columns.stream()
                    .filter(c -> c.header().equals(wanted))
                    .map(ColumnProfile::number)
                    .findFirst()
                    .orElse(-1);
        }
        int best = -1;
        double most = 0;
        for (ColumnProfile column : columns) {
            double points = keyPoints(column);
            if (points > most) {
                most = points;
                best = column.number();
            }
        }
        return best;
    }

    private double keyPoints(ColumnProfile column) {
        boolean named = header(column).says(Header.Role.KEY);
        if (column.rows() == 0) {
            return named ? 1 : 0;
        }
        boolean unique = column.filled() == column.rows() && column.distinct() == column.rows();
        boolean codes = column.text().words() < 1.01
                && column.share(Trait.CODE) + column.share(Trait.NUMBER) > 0.9
                && column.share(Trait.DATE) < 0.5;
        AttributeType type = verdicts.get(column.number()).type();
        boolean plain = type != AttributeType.PHONE && type != AttributeType.EMAIL && type != AttributeType.DATE;
        if (!unique || !codes || !plain && !named) {
            return 0;
        }
        return (named ? 3 : 0)
                + (column.number() == 0 ? 2 : 0)
                + column.text().samePattern()
                + (column.rows() > MANY_ROWS ? 0.5 : 0);
    }
}
