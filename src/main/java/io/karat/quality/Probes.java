package io.karat.quality;

import com.google.re2j.Pattern;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.model.QualityRule;
import io.karat.model.QualityRule.Day;
import io.karat.model.QualityRule.Form;
import io.karat.model.ReferenceList;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes probes of the rules of one entity type. */
final class Probes {

    private static final int YEAR_DIGITS = 4;
    private static final int MONTH_DIGITS = 6;

    private final Map<String, Attribute> attributes;
    private final Set<String> variables;
    private final Map<String, ReferenceList> lists;

    Probes(EntityType type) {
        this.attributes = type.attributes().stream().collect(Collectors.toMap(Attribute::name, a -> a));
        this.variables = Variables.ofRules(type.attributes());
        this.lists = type.references().lists();
    }

    /** The attributes that a rule is about. */
    List<String> about(QualityRule rule) {
        return rule.attributes().isEmpty() && rule.test() instanceof QualityRule.Holds(String text)
                ? expression(text).mentioned().stream()
                        .filter(attributes::containsKey)
                        .toList()
                : rule.attributes();
    }

    Probe probe(QualityRule rule, List<String> about) {
        Probe probe = test(rule.test(), about);
        String when = rule.when();
        if (when == null) {
            return probe;
        }
        Expression condition = expression(when);
        return subject -> holds(condition, subject, false) ? probe.look(subject) : null;
    }

    private Probe test(QualityRule.Test test, List<String> about) {
        return switch (test) {
            case QualityRule.Holds(String text) -> {
                Expression expression = expression(text);
                yield subject -> expression
                        .test(variable -> subject.fact(variable, attributes))
                        .orElse(null);
            }
            case QualityRule.Required(boolean any) ->
                subject -> any
                        ? about.stream()
                                .anyMatch(name -> !subject.data().get(name).isEmpty())
                        : about.stream()
                                .noneMatch(name -> subject.data().get(name).isEmpty());
            case QualityRule.Pattern(String text) -> {
                Pattern pattern = Pattern.compile(text);
                yield raw(about, pattern::matches);
            }
            case QualityRule.Length(int least, int most) ->
                raw(about, value -> {
                    int length = value.codePointCount(0, value.length());
                    return length >= least && length <= most;
                });
            case QualityRule.Range(Double least, Double most) ->
                read(about, (value, _) -> within(Double.parseDouble(value), least, most));
            case QualityRule.Dates(Day from, Day to) ->
                read(about, (value, received) -> plausible(value, day(from, received), day(to, received)));
            case QualityRule.Is(Form form) ->
                form == Form.READABLE || form == Form.PHONE ? readable(about) : raw(about, Forms.of(form));
            case QualityRule.OneOf(ReferenceList list) -> codes(about, list);
        };
    }

    /** Whether the rule asks who sent a record, which a golden record cannot answer. */
    boolean asksForSender(QualityRule rule) {
        return Stream.of(rule.when(), rule.test() instanceof QualityRule.Holds(String text) ? text : null)
                .filter(Objects::nonNull)
                .flatMap(text -> expression(text).mentioned().stream())
                .anyMatch(name ->
                        !attributes.containsKey(name) && (name.equals(Variables.SOURCE) || name.equals(Variables.KEY)));
    }

    private boolean holds(Expression condition, Subject subject, boolean otherwise) {
        return condition.test(variable -> subject.fact(variable, attributes)).orElse(otherwise);
    }

    private Expression expression(String text) {
        return Expression.of(text, variables);
    }

    private static Probe raw(List<String> about, Predicate<String> good) {
        return subject -> {
            @Nullable Boolean passed = null;
            for (String name : about) {
                for (String value : subject.data().get(name)) {
                    if (!good.test(value)) {
                        return false;
                    }
                    passed = true;
                }
            }
            return passed;
        };
    }

    /** Of an attribute that has the same list, what could be read stands for one of its codes. */
    private Probe codes(List<String> about, ReferenceList list) {
        return subject -> {
            @Nullable Boolean passed = null;
            for (String name : about) {
                boolean read = list.equals(lists.get(name));
                List<String> values = subject.data().get(name);
                for (int i = 0; i < values.size(); i++) {
                    boolean known =
                            list.code(subject.source(name, i), values.get(i)).isPresent()
                                    || read && !subject.comparable(name, i).isEmpty();
                    if (!known) {
                        return false;
                    }
                    passed = true;
                }
            }
            return passed;
        };
    }

    private static Probe readable(List<String> about) {
        return subject -> {
            @Nullable Boolean passed = null;
            for (String name : about) {
                if (!subject.data().get(name).isEmpty()) {
                    if (subject.unread().contains(name)) {
                        return false;
                    }
                    passed = true;
                }
            }
            return passed;
        };
    }

    /** Looks at a standard form. */
    private interface Reading {
        boolean good(String comparable, LocalDate received);
    }

    /** What cannot be read is not looked at: that is what {@code is: readable} is for. */
    private static Probe read(List<String> about, Reading reading) {
        return subject -> {
            @Nullable Boolean passed = null;
            for (String name : about) {
                int values = subject.data().get(name).size();
                for (int i = 0; i < values; i++) {
                    String comparable = subject.comparable(name, i);
                    if (!comparable.isEmpty()) {
                        if (!reading.good(comparable, subject.received())) {
                            return false;
                        }
                        passed = true;
                    }
                }
            }
            return passed;
        };
    }

    private static boolean within(double value, @Nullable Double least, @Nullable Double most) {
        return (least == null || value >= least) && (most == null || value <= most);
    }

    /** A date of which only the year or the month is known is plausible where one of its days is. */
    private static boolean plausible(String comparable, @Nullable LocalDate from, @Nullable LocalDate to) {
        int year = Integer.parseInt(comparable.substring(0, YEAR_DIGITS));
        boolean month = comparable.length() >= MONTH_DIGITS;
        LocalDate first =
                LocalDate.of(year, month ? Integer.parseInt(comparable.substring(YEAR_DIGITS, MONTH_DIGITS)) : 1, 1);
        LocalDate last =
                month ? first.plusMonths(1).minusDays(1) : first.plusYears(1).minusDays(1);
        if (comparable.length() > MONTH_DIGITS) {
            first = first.withDayOfMonth(Integer.parseInt(comparable.substring(MONTH_DIGITS)));
            last = first;
        }
        return (from == null || !last.isBefore(from)) && (to == null || !first.isAfter(to));
    }

    private static @Nullable LocalDate day(@Nullable Day day, LocalDate received) {
        return day == null ? null : day.date() == null ? received : day.date();
    }
}
