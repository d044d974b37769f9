package io.karat.quality;

import io.karat.model.EntityType;
import io.karat.model.QualityRule;
import io.karat.model.QualityRule.Severity;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The quality rules of one entity type, compiled. Pure and thread-safe: what it finds depends on the record and the day it
 * came alone, so the order of arrival has no influence.
 *
 * <p><b>Score.</b> Each check weighs as its severity does (see {@link Check#weight()}). Of all checks that apply, the score
 * is the weight of those that are passed, divided by the weight of all: 1 is perfect. Of many records the weights are summed
 * before they are divided, so a record counts as much as rules apply to it. Where no check applies there is no score.
 */
public final class Rulebook {

    /** Of what has no rules. */
    public static final Rulebook NONE = new Rulebook(List.of(), new Probe[0], new BitSet());

    private final List<Check> checks;
    private final Probe[] probes;

    /** Probes that ask who sent a record. */
    private final BitSet ofRecords;

    private final int numbers;

    private Rulebook(List<Check> checks, Probe[] probes, BitSet ofRecords) {
        this.checks = List.copyOf(checks);
        this.probes = probes;
        this.ofRecords = ofRecords;
        this.numbers = checks.stream().mapToInt(Check::number).max().orElse(-1) + 1;
    }

    /**
     * @param numbers of the checks; those of {@link #names} at least
     * @throws IllegalArgumentException when an expression is not sound
     */
    public static Rulebook of(EntityType type, Map<Check.Name, Integer> numbers) {
        Probes probes = new Probes(type);
        List<Check> checks = new ArrayList<>();
        List<Probe> made = new ArrayList<>();
        BitSet ofRecords = new BitSet();
        for (QualityRule rule : type.quality()) {
            for (List<String> about : split(rule, probes.about(rule))) {
                Check unnumbered = new Check(0, rule, about);
                Integer number = numbers.get(unnumbered.name());
                if (number == null) {
                    throw new IllegalArgumentException("a check without a number: " + unnumbered.name());
                }
                checks.add(new Check(number, rule, about));
                ofRecords.set(made.size(), probes.asksForSender(rule));
                made.add(probes.probe(rule, about));
            }
        }
        return new Rulebook(checks, made.toArray(Probe[]::new), ofRecords);
    }

    /** What the checks of a type are called, in the order of its model. */
    public static List<Check.Name> names(EntityType type) {
        Probes probes = new Probes(type);
        List<Check.Name> names = new ArrayList<>();
        for (QualityRule rule : type.quality()) {
            split(rule, probes.about(rule)).forEach(about -> names.add(new Check(0, rule, about).name()));
        }
        return names;
    }

    /** Rules over values look at each attribute by itself, and so does one that asks for all. */
    private static List<List<String>> split(QualityRule rule, List<String> about) {
        boolean together = rule.test() instanceof QualityRule.Holds
                || rule.test() instanceof QualityRule.Required(boolean any) && any;
        return together ? List.of(about) : about.stream().map(List::of).toList();
    }

    public boolean isEmpty() {
        return probes.length == 0;
    }

    /** In the order of the model. */
    public List<Check> checks() {
        return checks;
    }

    /** More than the highest number of a check. */
    public int numbers() {
        return numbers;
    }

    /** Checks that ask who sent a record do not apply to golden records. */
    public Marks judge(Subject subject) {
        Marks.Builder marks = new Marks.Builder(numbers);
        for (int i = 0; i < probes.length; i++) {
            Boolean passed = subject.key() == null && ofRecords.get(i) ? null : probes[i].look(subject);
            if (passed != null) {
                marks.mark(checks.get(i).number(), passed);
            }
        }
        return marks.build();
    }

    /** Failed checks, in the order of the model; those that the model no longer has are left out. */
    public List<Check> failed(Marks marks) {
        return !marks.anyFailed()
                ? List.of()
                : checks.stream().filter(check -> marks.failed(check.number())).toList();
    }

    /** Failed checks of one severity. */
    public List<Check> failed(Marks marks, Severity severity) {
        return failed(marks).stream()
                .filter(check -> check.rule().severity() == severity)
                .toList();
    }

    /** Ids of the rules that the record fails. */
    public Set<String> failedRules(Marks marks) {
        if (!marks.anyFailed()) {
            return Set.of();
        }
        Set<String> rules = new LinkedHashSet<>();
        failed(marks).forEach(check -> rules.add(check.rule().id()));
        return rules;
    }

    /** Attributes about which the record fails a check of its values; one that asks for a value is none. */
    public Set<String> invalid(Marks marks) {
        if (!marks.anyFailed()) {
            return Set.of();
        }
        Set<String> invalid = new HashSet<>();
        failed(marks).stream().filter(Check::ofValues).forEach(check -> invalid.addAll(check.attributes()));
        return invalid;
    }

    /** Attributes of which a rule asks every record for a value. */
    public Set<String> required() {
        Set<String> required = new HashSet<>();
        checks.stream()
                .filter(check -> check.rule().when() == null
                        && check.rule().test() instanceof QualityRule.Required(boolean any)
                        && !any)
                .forEach(check -> required.addAll(check.attributes()));
        return required;
    }

    /** Of the checks that the record fails, the severity that decides about it. */
    public Optional<Severity> worst(Marks marks) {
        return failed(marks).stream().map(check -> check.rule().severity()).min(Comparator.naturalOrder());
    }

    /** Of one record; see above. */
    public OptionalDouble score(Marks marks) {
        long all = 0;
        long passed = 0;
        for (Check check : checks) {
            if (marks.applied(check.number())) {
                all += check.weight();
                passed += marks.failed(check.number()) ? 0 : check.weight();
            }
        }
        return all == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) passed / all);
    }
}
