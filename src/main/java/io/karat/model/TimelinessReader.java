package io.karat.model;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Binds {@code timeliness}: {@code P90D}, or {@code {default: P90D, crm: P30D}}. */
final class TimelinessReader {

    private static final String DEFAULT = "default";
    private static final Duration LONGEST = Duration.ofDays(36_525);

    private final YamlSource yaml;

    TimelinessReader(YamlSource yaml) {
        this.yaml = yaml;
    }

    Timeliness read(@Nullable Node node) {
        if (node == null) {
            return Timeliness.NONE;
        }
        if (node instanceof ScalarNode) {
            return new Timeliness(period(node), Map.of());
        }
        Map<String, Duration> bySource = new HashMap<>();
        yaml.mapping(node, "timeliness").forEach((source, period) -> bySource.put(source, period(period)));
        Duration otherwise = bySource.remove(DEFAULT);
        return new Timeliness(otherwise, bySource);
    }

    private Duration period(Node node) {
        Optional<Duration> period = yaml.text(node, "timeliness").flatMap(TrustReader::duration);
        if (period.isEmpty() || period.get().toMillis() < 1 || period.get().compareTo(LONGEST) > 0) {
            yaml.problem(node, "timeliness has to be a time up to a hundred years, as P90D or PT12H");
            return Duration.ofDays(1);
        }
        return period.get();
    }
}
