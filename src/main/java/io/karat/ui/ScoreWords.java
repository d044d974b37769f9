package io.karat.ui;

import io.karat.match.Explanation;
import io.karat.match.Explanation.Comparison;
import io.karat.model.EntityType;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What speaks for a pair and what against it, in the language of the page. */
final class ScoreWords {

    private static final int NAMED = 4;
    private static final double WORTH_NAMING = 0.5;

    private ScoreWords() {}

    /** How alike two values are: "one edit", "nickname". */
    static String level(Comparison comparison) {
        return Messages.textOr(
                "desk-level-" + comparison.level().replaceAll("[^a-z0-9]+", "-").replaceAll("-$", ""),
                comparison.level());
    }

    /** "Same tax id +9.1; different city -2.0", the strongest first. */
    static String sentence(Explanation explanation, EntityType type) {
        List<Comparison> strongest = explanation.comparisons().stream()
                .filter(comparison -> Math.abs(comparison.weight()) >= WORTH_NAMING)
                .sorted(Comparator.comparingDouble((Comparison comparison) -> -Math.abs(comparison.weight())))
                .limit(NAMED)
                .toList();
        return strongest.isEmpty()
                ? Messages.text("desk-no-comparison-says-much")
                : Words.started(strongest.stream()
                        .map(comparison -> evidence(comparison, type))
                        .collect(Collectors.joining("; ")));
    }

    private static String evidence(Comparison comparison, EntityType type) {
        String weight = Words.weight(comparison.weight());
        if (type.attribute(comparison.attribute()).isEmpty()) {
            return Messages.text("desk-evidence-of-none", level(comparison), weight);
        }
        String label = Words.inText(Waterfall.label(comparison, type));
        return switch (comparison.level()) {
            case "equal" -> Messages.text("desk-evidence-same", label, weight);
            case "different" -> Messages.text("desk-evidence-different", label, weight);
            default -> Messages.text("desk-evidence-other", label, level(comparison), weight);
        };
    }
}
