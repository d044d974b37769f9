package io.karat.batch;

import io.karat.model.AttributeType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says which columns are left out of a model, and why. */
final class Omissions {

    private static final int MANY_ROWS = 50;
    private static final int FEW_ROWS = 5;
    private static final double UNIQUE = 0.999;

    /** Below this, likely duplicates agree on a column hardly more often than any two records do. */
    private static final double WORTHLESS = 0.1;

    private static final double WORTHLESS_AMOUNT = 0.02;

    private final Findings seen;
    private final int key;

    /** @param key the column of the records' keys, or -1 */
    Omissions(Findings seen, int key) {
        this.seen = seen;
        this.key = key;
    }

    /** Why the column is no attribute, or empty where it is one. */
    Optional<String> reason(ColumnProfile column) {
        if (column.rows() == 0) {
            return Optional.empty();
        }
        if (column.filled() == 0) {
            return Optional.of("it is empty");
        }
        if (column.rows() >= FEW_ROWS && column.constant()) {
            return Optional.of("it has one value only");
        }
        Ties tie = seen.ties().get(column.number());
        if (tie.copyOf() >= 0) {
            return Optional.of("it repeats the column "
                    + ModelText.quoted(seen.columns().get(tie.copyOf()).header()));
        }
        if (tie.joined() && tie.parts().stream().allMatch(part -> part != key)) {
            return Optional.of("it only joins "
                    + tie.parts().stream()
                            .map(p -> ModelText.quoted(seen.columns().get(p).header()))
                            .reduce((a, b) -> a + " and " + b)
                            .orElse(""));
        }
        return ofRecord(column).or(() -> worthless(column));
    }

    /** Columns that speak of the record at its source, not of the real thing. */
    private Optional<String> ofRecord(ColumnProfile column) {
        AttributeType type = seen.type(column);
        Header header = seen.header(column);
        boolean decimal = column.share(Trait.NUMBER) - column.share(Trait.DIGITS) > 0.2;
        boolean code =
                column.text().words() < 1.01 && column.share(Trait.CODE) + column.share(Trait.NUMBER) > 0.9 && !decimal;
        boolean contact = type == AttributeType.PHONE || type == AttributeType.DATE || type == AttributeType.MONEY;
        Lookalikes.Worth worth = seen.lookalikes().worth(column.number());
        boolean named = header.says(AttributeType.IDENTIFIER) > 0
                && (!worth.known() || seen.lookalikes().relatives() || worth.telling());
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
        if (header.says(Header.Role.COORDINATE) && column.share(Trait.NUMBER) > 0.9) {
            return Optional.of("half of a place on the map is no measure of how near two places are");
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
        List<String> words = seen.header(column).words();
        return words.size() > 1
                && seen.columns().stream()
                        .filter(c -> c.number() != column.number())
                        .anyMatch(c -> !seen.header(c).words().isEmpty()
                                && seen.header(c).words().getFirst().equals(words.getFirst()));
    }

    private Optional<String> worthless(ColumnProfile column) {
        Lookalikes.Worth worth = seen.lookalikes().worth(column.number());
        AttributeType type = seen.type(column);
        boolean amount = type == AttributeType.NUMBER || type == AttributeType.MONEY;
        boolean weak = amount || type == AttributeType.CATEGORY || type == AttributeType.YEAR;
        boolean left = weak && ofChance(worth, type) || type == AttributeType.DATE && unrelated(worth);
        if (worth.known() && left) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "likely duplicates agree on it hardly more often than any two records (%.0f %% against %.0f %%)",
                    100 * worth.agreeing(),
                    100 * worth.chance()));
        }
        if (amount && seen.people() && !(worth.known() && worth.gain() > 0.3)) {
            return Optional.of("a number that changes says little of who a person is");
        }
        return Optional.empty();
    }

    /** Of relatives, sexes differ more often than by chance, and years of birth do: no reason to leave them out. */
    private boolean ofChance(Lookalikes.Worth worth, AttributeType type) {
        if (seen.lookalikes().relatives() && (type == AttributeType.YEAR || worth.gain() < -WORTHLESS)) {
            return false;
        }
        boolean amount = type == AttributeType.NUMBER || type == AttributeType.MONEY;
        return worth.doubtful() || worth.gain() < (amount && !seen.people() ? WORTHLESS_AMOUNT : WORTHLESS);
    }

    /** Records of one person that agree on no date: it is of the record. Of relatives that says nothing. */
    private boolean unrelated(Lookalikes.Worth worth) {
        return seen.people()
                ? !seen.lookalikes().relatives() && !worth.telling()
                : worth.doubtful() || worth.gain() < WORTHLESS;
    }
}
