package io.karat.ledger;

import io.karat.model.QualityRule.Severity;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.quality.Check;
import io.karat.quality.Marks;
import io.karat.quality.Rulebook;
import io.karat.quality.Subject;
import io.karat.review.QualityQuestions;
import io.karat.standardise.Finding;
import io.karat.standardise.Standardised;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds records against the quality rules of their entity type. Thread-safe. */
final class Inspector {

    private final Rulebook rulebook;

    Inspector(Rulebook rulebook) {
        this.rulebook = rulebook;
    }

    Rulebook rulebook() {
        return rulebook;
    }

    /** @param received the day on which the hub received the record */
    Judgement judge(RecordKey key, RecordData data, Standardised standardised, LocalDate received) {
        if (rulebook.isEmpty()) {
            return Judgement.NONE;
        }
        return of(rulebook.judge(
                new Subject(key, received, data, standardised.comparable(), unread(standardised.findings()))));
    }

    static Set<String> unread(List<Finding> findings) {
        if (findings.isEmpty()) {
            return Set.of();
        }
        Set<String> unread = new HashSet<>();
        findings.forEach(finding -> unread.add(finding.attribute()));
        return unread;
    }

    /** What marks that were given before mean by the present rules. */
    Judgement of(Marks marks) {
        if (!marks.anyFailed()) {
            return new Judgement(marks, Set.of(), Judgement.Fate.TAKEN);
        }
        Judgement.Fate fate = rulebook.worst(marks)
                .map(worst -> switch (worst) {
                    case REJECT -> Judgement.Fate.REJECTED;
                    case QUARANTINE -> Judgement.Fate.QUARANTINED;
                    case REVIEW, WARN -> Judgement.Fate.TAKEN;
                })
                .orElse(Judgement.Fate.TAKEN);
        return new Judgement(marks, rulebook.failedRules(marks), fate);
    }

    /** Whether any rule asks a steward. */
    boolean asks() {
        return rulebook.checks().stream().anyMatch(check -> check.rule().severity() == Severity.REVIEW);
    }

    /** Checks of a live record about which a steward is asked. */
    List<Check> asked(Marks marks) {
        return rulebook.failed(marks, Severity.REVIEW);
    }

    /** The numbers of all checks about which a steward is asked. */
    Object[] askedNumbers() {
        return rulebook.checks().stream()
                .filter(check -> check.rule().severity() == Severity.REVIEW)
                .map(Check::number)
                .toArray();
    }

    /** The question about a live record; empty where there is none. */
    Optional<QualityQuestions.Raised> question(int ordinal, UUID golden, Marks marks, RecordData data) {
        List<Check> failed = asked(marks);
        if (failed.isEmpty()) {
            return Optional.empty();
        }
        long evidence = 1;
        for (Check check : failed) {
            evidence = 31 * evidence + check.number();
            for (String attribute : check.attributes()) {
                evidence = 31 * evidence + data.get(attribute).hashCode();
            }
        }
        return Optional.of(new QualityQuestions.Raised(
                ordinal,
                golden,
                evidence,
                failed.stream().map(check -> check.rule().id()).distinct().collect(Collectors.joining(","))));
    }

    Outcome.Quarantined quarantined(Marks marks) {
        List<Check> failed = rulebook.failed(marks, Severity.QUARANTINE);
        return new Outcome.Quarantined(code(failed), message(failed), pointer(failed));
    }

    Outcome.Rejected rejected(Marks marks) {
        List<Check> failed = rulebook.failed(marks, Severity.REJECT);
        return new Outcome.Rejected(code(failed), message(failed), pointer(failed));
    }

    private static String code(List<Check> failed) {
        return "quality." + failed.getFirst().rule().id();
    }

    private static String message(List<Check> failed) {
        String others = failed.stream()
                .map(check -> check.rule().id())
                .distinct()
                .skip(1)
                .collect(Collectors.joining(", "));
        return "Rule " + failed.getFirst().rule().id() + ": "
                + failed.getFirst().rule().message()
                + (others.isEmpty() ? "" : " It fails " + others + " too.");
    }

    private static @Nullable String pointer(List<Check> failed) {
        List<String> attributes = failed.getFirst().attributes();
        return attributes.isEmpty() ? null : "/data/" + attributes.getFirst();
    }
}
