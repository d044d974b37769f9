package io.karat.ui;

import io.karat.golden.Candidate;
import io.karat.golden.Contribution;
import io.karat.golden.Forge;
import io.karat.ledger.RecordView;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.standardise.Standardiser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The values of a golden record's members that did not survive. Recomputed: nothing of it is stored. */
final class Losers {

    private final EntityType type;
    private final List<Contribution> members;
    private final SourceNames names;
    private final Instant now;

    /** @param now how old values are, for trust that falls with time */
    Losers(EntityType type, List<RecordView> members, SourceNames names, Instant now) {
        this.type = type;
        this.names = names;
        this.now = now;
        Standardiser standardiser = new Standardiser(type);
        this.members = members.stream().map(m -> contribution(m, standardiser)).toList();
    }

    /** Values that a survivor does not say already. */
    List<GoldenSheet.Loser> of(Attribute attribute, boolean pinned) {
        return lost(attribute, pinned, false).map(this::loser).toList();
    }

    /** Members that say what a survivor says. */
    List<Desk.Member> agreeing(Attribute attribute, boolean pinned) {
        return lost(attribute, pinned, true)
                .map(candidate -> names.member(candidate.key()))
                .distinct()
                .toList();
    }

    /** Why the value that survives does, by its rule; empty for a pinned one. */
    String why(Attribute attribute, boolean pinned) {
        return members.isEmpty() || pinned
                ? ""
                : Forge.candidates(type, members, attribute.name(), false, now).stream()
                        .filter(candidate -> candidate.fate() == Candidate.Fate.WON)
                        .map(Candidate::why)
                        .findFirst()
                        .orElse("");
    }

    private Stream<Candidate> lost(Attribute attribute, boolean pinned, boolean agreeing) {
        if (members.isEmpty()) {
            return Stream.empty();
        }
        List<Candidate> candidates = Forge.candidates(type, members, attribute.name(), pinned, now);
        Set<String> surviving = candidates.stream()
                .filter(candidate -> candidate.fate().survives())
                .flatMap(candidate -> Stream.of(candidate.value(), candidate.comparable()))
                .filter(form -> !form.isEmpty())
                .collect(Collectors.toSet());
        return candidates.stream()
                .filter(candidate ->
                        !candidate.fate().survives() && !candidate.value().isEmpty())
                .filter(candidate -> agreeing
                        == (surviving.contains(candidate.value()) || surviving.contains(candidate.comparable())));
    }

    private GoldenSheet.Loser loser(Candidate candidate) {
        return new GoldenSheet.Loser(
                candidate.value(), names.member(candidate.key()), When.of(candidate.observedAt()), candidate.why());
    }

    private static Contribution contribution(RecordView member, Standardiser standardiser) {
        Map<String, List<String>> comparable =
                standardiser.standardise(member.data()).comparable();
        Map<String, List<Contribution.Datum>> values = new HashMap<>();
        member.data().values().forEach((attribute, raw) -> {
            List<String> standard = comparable.getOrDefault(attribute, List.of());
            List<Contribution.Datum> data = new ArrayList<>();
            for (int i = 0; i < raw.size(); i++) {
                data.add(new Contribution.Datum(raw.get(i), i < standard.size() ? standard.get(i) : ""));
            }
            values.put(attribute, data);
        });
        return new Contribution(
                member.key(),
                member.ordinal(),
                member.observedAt(),
                HexFormat.of().formatHex(member.data().contentHash()),
                values);
    }
}
