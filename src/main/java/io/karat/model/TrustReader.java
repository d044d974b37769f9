package io.karat.model;

import io.karat.model.SurvivorshipRule.Trust.Downgrade;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Binds what the rule trust says of sources. */
final class TrustReader {

    static final List<String> CURVE_KEYS = List.of("maximum", "minimum", "period", "decay");
    static final List<String> DOWNGRADE_KEYS = List.of("by", "rules");
    static final List<String> DECAYS = List.of("linear", "half-life");

    private static final Duration LONGEST = Duration.ofDays(36_525);

    private final YamlSource yaml;

    TrustReader(YamlSource yaml) {
        this.yaml = yaml;
    }

    /** @param whom for messages */
    TrustCurve curve(String whom, Node node) {
        Map<String, Node> keys = yaml.mapping(node, "trust in " + whom, CURVE_KEYS);
        if (!keys.containsKey("maximum")) {
            yaml.problem(node, "trust in " + whom + " needs 'maximum', its points of 100 for a new value");
        }
        int maximum = yaml.number(keys.get("maximum"), "maximum", 0, TrustCurve.MOST, TrustCurve.MOST);
        Node period = keys.get("period");
        if (period == null) {
            for (String key : List.of("minimum", "decay")) {
                if (keys.containsKey(key)) {
                    yaml.problem(keys.get(key), "'" + key + "' needs 'period', in which trust falls");
                }
            }
            return TrustCurve.steady(maximum);
        }
        int minimum = yaml.number(keys.get("minimum"), "minimum", 0, TrustCurve.MOST, 0);
        if (minimum > maximum) {
            yaml.problem(keys.get("minimum"), "minimum has to be at most maximum");
            minimum = maximum;
        }
        return new TrustCurve(maximum, minimum, period(period), decay(keys.get("decay")));
    }

    private TrustCurve.Decay decay(@Nullable Node node) {
        String text = yaml.text(node, "decay").orElse(DECAYS.getFirst());
        if (!DECAYS.contains(text)) {
            yaml.problem(node, "'" + text + "' is no decay" + YamlSource.suggestion(text, DECAYS));
        }
        return text.equals("half-life") ? TrustCurve.Decay.HALF_LIFE : TrustCurve.Decay.LINEAR;
    }

    /** ISO 8601; years and months have their mean lengths. */
    private Duration period(Node node) {
        Optional<Duration> period = yaml.text(node, "period").flatMap(TrustReader::duration);
        if (period.isEmpty() || period.get().toMillis() < 1 || period.get().compareTo(LONGEST) > 0) {
            yaml.problem(node, "period has to be a time up to a hundred years, as P2Y, P6M, P90D or PT12H");
            return Duration.ofDays(1);
        }
        return period.get();
    }

    /** Of ISO 8601. */
    static Optional<Duration> duration(String text) {
        try {
            if (text.contains("T")) {
                return Optional.of(Duration.parse(text));
            }
            Period period = Period.parse(text);
            return Optional.of(ChronoUnit.MONTHS
                    .getDuration()
                    .multipliedBy(period.toTotalMonths())
                    .plusDays(period.get(ChronoUnit.DAYS)));
        } catch (DateTimeException | ArithmeticException _) {
            return Optional.empty();
        }
    }

    Downgrade downgrade(Node node, List<QualityRule> quality) {
        Map<String, Node> keys = yaml.mapping(node, "downgrade", DOWNGRADE_KEYS);
        if (!keys.containsKey("by")) {
            yaml.problem(node, "downgrade needs 'by', the points a record loses when it fails a quality rule");
        }
        List<String> known = quality.stream().map(QualityRule::id).toList();
        List<String> rules = yaml.texts(keys.get("rules"), "rules");
        for (String rule : rules) {
            if (!known.contains(rule)) {
                yaml.problem(
                        keys.get("rules"),
                        "downgrade names '" + rule + "', which is no quality rule"
                                + YamlSource.suggestion(rule, known));
            }
        }
        return new Downgrade(yaml.number(keys.get("by"), "by", 1, TrustCurve.MOST, 1), rules);
    }
}
