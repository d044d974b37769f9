package io.karat.golden;

import io.karat.golden.Contribution.Datum;
import io.karat.model.Survivorship.Validity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which members are valid when, by days in UTC. A date of which only the year or month is known begins with its first and
 * ends with its last day; one that cannot be read sets no limit. Where none is valid, all take part: a golden record whose
 * records are all of the past or the future keeps its values.
 */
final class ValidTime {

    private static final int YEAR = 4;
    private static final int MONTH = 6;
    private static final int DAY = 8;

    private final @Nullable Validity validity;

    ValidTime(@Nullable Validity validity) {
        this.validity = validity;
    }

    /** The members that take part. */
    List<Contribution> at(Instant instant, List<Contribution> members) {
        if (validity == null) {
            return members;
        }
        List<Contribution> valid =
                members.stream().filter(member -> valid(member, instant)).toList();
        return valid.isEmpty() ? members : valid;
    }

    private boolean valid(Contribution member, Instant instant) {
        Instant begins = begins(member);
        Instant ended = ended(member);
        return (begins == null || !instant.isBefore(begins)) && (ended == null || instant.isBefore(ended));
    }

    /** The first instant after this one at which another set of members may be valid. */
    Optional<Instant> next(Instant after, List<Contribution> members) {
        return validity == null
                ? Optional.empty()
                : members.stream()
                        .flatMap(member -> Stream.of(
                                        Optional.ofNullable(begins(member)), Optional.ofNullable(ended(member)))
                                .flatMap(Optional::stream))
                        .filter(after::isBefore)
                        .min(Comparator.naturalOrder());
    }

    private @Nullable Instant begins(Contribution member) {
        String day = validity == null ? "" : said(validity.from(), member);
        return switch (day.length()) {
            case YEAR -> start(LocalDate.of(number(day, 0, YEAR), 1, 1));
            case MONTH -> start(LocalDate.of(number(day, 0, YEAR), number(day, YEAR, MONTH), 1));
            case DAY -> start(day(day));
            default -> null;
        };
    }

    /** The first instant after the last day. */
    private @Nullable Instant ended(Contribution member) {
        String day = validity == null ? "" : said(validity.to(), member);
        return switch (day.length()) {
            case YEAR -> start(LocalDate.of(number(day, 0, YEAR), 1, 1).plusYears(1));
            case MONTH ->
                start(YearMonth.of(number(day, 0, YEAR), number(day, YEAR, MONTH))
                        .plusMonths(1)
                        .atDay(1));
            case DAY -> start(day(day).plusDays(1));
            default -> null;
        };
    }

    /** In standard form; empty where there is none that can be read. */
    private static String said(@Nullable String attribute, Contribution member) {
        return attribute == null
                ? ""
                : member.values().getOrDefault(attribute, List.of()).stream()
                        .map(Datum::comparable)
                        .filter(day -> !day.isEmpty())
                        .findFirst()
                        .orElse("");
    }

    private static LocalDate day(String digits) {
        return LocalDate.of(number(digits, 0, YEAR), number(digits, YEAR, MONTH), number(digits, MONTH, DAY));
    }

    private static int number(String digits, int from, int to) {
        return Integer.parseInt(digits, from, to, 10);
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
