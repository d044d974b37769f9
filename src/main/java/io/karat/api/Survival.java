package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.golden.Candidate;
import io.karat.golden.Contribution;
import io.karat.golden.Forge;
import io.karat.golden.GoldenValues;
import io.karat.ledger.GoldenView;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why the values of a golden record survive, recomputed from its members.
 *
 * @param attributes by name, in the order of the model; those of which no member has a value are absent
 * @param revisit when the passing of time may change what the rules choose, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Survival(
        int version, Map<String, Fate> attributes, @Nullable Instant revisit) {

    /** @param rule under which the value survives, or {@code pin}; null where none does */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Fate(@Nullable String rule, List<Contender> candidates) {}

    /**
     * A value of a member.
     *
     * @param sent what its source calls it, where the value is the code of a list; or null
     * @param fate for programs: won, union, same, pinned, chosen, refused, held, asked, no_evidence, condition, not_valid, apart, rule, source, observed, content,
     *     position
     * @param why for people: completes a sentence that begins with the value
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Contender(
            String value,
            @Nullable String sent,
            String source,
            String key,
            @Nullable Instant observedAt,
            boolean survives,
            String fate,
            String why) {

        static Contender of(Candidate candidate) {
            return new Contender(
                    candidate.value(),
                    candidate.sent().equals(candidate.value()) ? null : candidate.sent(),
                    candidate.key().source(),
                    candidate.key().key(),
                    candidate.observedAt(),
                    candidate.fate().survives(),
                    candidate.fate().name().toLowerCase(Locale.ROOT),
                    candidate.why());
        }
    }

    static Survival of(EntityType type, GoldenView view, List<Contribution> members, Instant now) {
        Map<String, Fate> attributes = new LinkedHashMap<>();
        if (members.isEmpty()) {
            return new Survival(view.version(), attributes, null);
        }
        for (Attribute attribute : type.attributes()) {
            GoldenValues.Value value = view.values().values().get(attribute.name());
            String rule = value == null ? null : value.rule();
            List<Contender> candidates = Forge.candidates(type, members, attribute.name(), value, now).stream()
                    .map(Contender::of)
                    .toList();
            if (rule != null || !candidates.isEmpty()) {
                attributes.put(attribute.name(), new Fate(rule, candidates));
            }
        }
        return new Survival(
                view.version(),
                attributes,
                Forge.forged(type, members, List.of(), now).next());
    }
}
