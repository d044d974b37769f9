package io.karat.batch;

import io.karat.model.AttributeType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of each column of a profile. */
final class Judge {

    private static final int MANY_ROWS = 50;
    private static final int FEW_ROWS = 5;
    private static final double UNIQUE = 0.999;
    private static final int MOST_SOURCES = 12;
    private static final int MOST_NAMED_SOURCES = 200;

    /** Below this, likely duplicates agree on a column hardly more often than any two records do. */
    private static final double WORTHLESS = 0.1;

    private static final double WORTHLESS_AMOUNT = 0.02;

    /** Of the lookalikes that chance would put into one source, so many may be: texts of one list look alike. */
    private static final double CLEAN_TEXTS = 0.4;

    private static final double CLEAN_PEOPLE = 0.05;
    private static final double CLEAN_UNNAMED = 0.15;

    private final Profile profile;
    private final List<ColumnProfile> columns;
    private final List<Header> headers;
    private final List<Ties> ties;
    private final Lookalikes lookalikes;
    private final List<TypeEvidence.Verdict> verdicts;
    private final List<AttributeType> seconds;
    private final int key;
    private final boolean people;

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
        placesAreOrganisations();
        this.lookalikes = new Lookalikes(
                profile.sample(),
                columns,
                verdicts.stream().map(TypeEvidence.Verdict::type).toList(),
                repeated());
        this.key = key(wantedKey);
        this.people = verdicts.stream()
                .anyMatch(v -> v.type() == AttributeType.GIVEN_NAME
                        || v.type() == AttributeType.FAMILY_NAME
                        || v.type() == AttributeType.FULL_NAME);
    }

    private List<TypeEvidence.Verdict> weigh(int column, List<TypeEvidence.Neighbour> beside) {
        return TypeEvidence.weigh(
                new TypeEvidence.Seen(columns.get(column), headers.get(column), ties.get(column), beside));
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
        return people;
    }

    Header header(ColumnProfile column) {
        return headers.get(column.number());
    }

    List<Decision> decisions() {
        List<Decision> decisions = new ArrayList<>();
        int source = source();
        Set<String> names = new HashSet<>();
        for (ColumnProfile column : columns) {
            if (column.number() == key) {
                decisions.add(new Decision.Key(column));
            } else if (column.number() == source) {
                decisions.add(sourceDecision(column));
            } else {
                decisions.add(leftOut(column)
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
                || type == AttributeType.ORGANISATION_NAME && (people ? besidePeople(column) : besideProducts(column));
        boolean contact = type == AttributeType.EMAIL || type == AttributeType.PHONE;
        return new Decision.Taken(
                column,
                name,
                type,
                new Decision.Flags(people && personal(type), contact, false, shared),
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
        for (ColumnProfile c : columns) {
            AttributeType type = verdicts.get(c.number()).type();
            boolean name = type == AttributeType.GIVEN_NAME
                    || type == AttributeType.FAMILY_NAME
                    || type == AttributeType.FULL_NAME;
            if (name && ColumnProfile.holdsValue(profile.sample().value(row, c.number()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean personal(AttributeType type) {
        return switch (type) {
            case GIVEN_NAME, FAMILY_NAME, FULL_NAME, DATE, EMAIL, PHONE, HOUSE_NUMBER, STREET, IDENTIFIER, TEXT -> true;
            case ORGANISATION_NAME, CITY, POSTCODE, COUNTRY, CATEGORY, URL, NUMBER, MONEY, YEAR -> false;
        };
    }

    // ---- the key and the source

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

    /** The column that names the source, or -1. */
    private int source() {
        int best = -1;
        for (ColumnProfile column : columns) {
            if (column.number() != key && mayNameSource(column)) {
                boolean named = header(column).says(Header.Role.SOURCE);
                if (named || beginsKey(column) || parts(column)) {
                    best = best < 0 || named && !header(columns.get(best)).says(Header.Role.SOURCE)
                            ? column.number()
                            : best;
                }
            }
        }
        return best;
    }

    private boolean mayNameSource(ColumnProfile column) {
        int most = header(column).says(Header.Role.SOURCE) ? MOST_NAMED_SOURCES : MOST_SOURCES;
        return column.distinct() >= 2
                && column.distinct() <= most
                && column.fill() > 0.98
                && column.rows() > 4 * column.distinct();
    }

    /** The key begins with it: {@code crm} and {@code crm:1017}. */
    private boolean beginsKey(ColumnProfile column) {
        if (key < 0) {
            return false;
        }
        int begins = 0;
        for (int row = 0; row < column.rows(); row++) {
            String value = profile.sample().value(row, column.number()).toLowerCase(Locale.ROOT);
            String id = profile.sample().value(row, key).toLowerCase(Locale.ROOT);
            begins += !value.isEmpty() && id.length() > value.length() && id.startsWith(value) ? 1 : 0;
        }
        return begins > 0.98 * column.rows();
    }

    /** Lookalikes agree on what a real thing is like, and never less often than by chance: unless each list is clean. */
    private boolean parts(ColumnProfile column) {
        Lookalikes.Worth within = lookalikes.withinOf(column.number());
        return within.known() && within.agreeing() < (people ? CLEAN_PEOPLE : CLEAN_UNNAMED) * within.chance();
    }

    private Decision.Source sourceDecision(ColumnProfile column) {
        Lookalikes.Worth within = lookalikes.withinOf(column.number());
        boolean clean = within.known() && within.agreeing() < (people ? CLEAN_PEOPLE : CLEAN_TEXTS) * within.chance();
        String share = String.format(
                Locale.ROOT,
                "of %d pairs of lookalikes %.0f %% lie within one source, by chance it would be %.0f %%",
                within.pairs(),
                100 * within.agreeing(),
                100 * within.chance());
        return new Decision.Source(
                column,
                clean,
                within.known() ? share : "too few lookalikes to tell whether the sources are clean lists");
    }

    // ---- what is left out

    private Optional<String> leftOut(ColumnProfile column) {
        if (column.rows() == 0) {
            return Optional.empty();
        }
        if (column.filled() == 0) {
            return Optional.of("it is empty");
        }
        if (column.rows() >= FEW_ROWS && column.constant()) {
            return Optional.of("it has one value only");
        }
        Ties tie = ties.get(column.number());
        if (tie.copyOf() >= 0) {
            return Optional.of("it repeats the column "
                    + ModelText.quoted(columns.get(tie.copyOf()).header()));
        }
        if (tie.joined() && tie.parts().stream().allMatch(part -> part != key)) {
            return Optional.of("it only joins "
                    + tie.parts().stream()
                            .map(p -> ModelText.quoted(columns.get(p).header()))
                            .reduce((a, b) -> a + " and " + b)
                            .orElse(""));
        }
        return ofRecord(column).or(() -> worthless(column));
    }

    /** Columns that speak of the record at its source, not of the real thing. */
    private Optional<String> ofRecord(ColumnProfile column) {
        AttributeType type = verdicts.get(column.number()).type();
        Header header = header(column);
        boolean decimal = column.share(Trait.NUMBER) - column.share(Trait.DIGITS) > 0.2;
        boolean code =
                column.text().words() < 1.01 && column.share(Trait.CODE) + column.share(Trait.NUMBER) > 0.9 && !decimal;
        boolean contact = type == AttributeType.PHONE || type == AttributeType.DATE || type == AttributeType.MONEY;
        boolean named = header.says(AttributeType.IDENTIFIER) > 0
                && !lookalikes.worth(column.number()).known();
        if (code && !contact && !named && column.filled() >= MANY_ROWS && column.uniqueness() >= UNIQUE) {
            return Optional.of("each value stands once: it names a record, not a thing");
        }
        if (header.says(Header.Role.KEY) && column.uniqueness() >= UNIQUE && column.filled() == column.rows()) {
            return Optional.of("it names a record, not a thing");
        }
        if (header.says(Header.Role.REFERENCE)) {
            return Optional.of("it points to other records");
        }
        if (header.says(Header.Role.KIND) && ofAnother(column)) {
            return Optional.of("it says of what kind another column is");
        }
        boolean timed = column.share(Trait.TIMED) > 0.5 && header.says(AttributeType.DATE) == 0;
        if (header.says(Header.Role.EVENT) || timed) {
            return Optional.of("it tells when something happened to the record");
        }
        boolean light = type == AttributeType.CATEGORY
                || type == AttributeType.NUMBER
                || type == AttributeType.MONEY
                || type == AttributeType.TEXT
                || type == AttributeType.HOUSE_NUMBER;
        if (light && header.says(Header.Role.CONDITION)) {
            return Optional.of("it tells how the record is doing at its source");
        }
        if (light && header.says(Header.Role.AMOUNT)) {
            return Optional.of("it is an amount that changes");
        }
        return Optional.empty();
    }

    /** {@code phone_type} beside {@code phone_number}. */
    private boolean ofAnother(ColumnProfile column) {
        List<String> words = header(column).words();
        return words.size() > 1
                && columns.stream()
                        .filter(c -> c.number() != column.number())
                        .anyMatch(c -> !header(c).words().isEmpty()
                                && header(c).words().getFirst().equals(words.getFirst()));
    }

    private Optional<String> worthless(ColumnProfile column) {
        Lookalikes.Worth worth = lookalikes.worth(column.number());
        AttributeType type = verdicts.get(column.number()).type();
        boolean amount = type == AttributeType.NUMBER || type == AttributeType.MONEY;
        boolean weak = amount
                || type == AttributeType.CATEGORY
                || type == AttributeType.YEAR
                || type == AttributeType.DATE
                || type == AttributeType.IDENTIFIER;
        if (worth.known()
                && weak
                && (worth.gain() < (amount && !people ? WORTHLESS_AMOUNT : WORTHLESS) || worth.doubtful())) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "likely duplicates agree on it hardly more often than any two records (%.0f %% against %.0f %%)",
                    100 * worth.agreeing(),
                    100 * worth.chance()));
        }
        if (amount && people && !(worth.known() && worth.gain() > 0.3)) {
            return Optional.of("a number that changes says little of who a person is");
        }
        return Optional.empty();
    }
}
