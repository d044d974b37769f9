package io.karat.ui;

import io.karat.golden.Candidate;
import io.karat.golden.Contribution;
import io.karat.golden.Forge;
import io.karat.ledger.RecordView;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.standardise.Standardiser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The values of a golden record's members that did not survive. Recomputed: nothing of it is stored. */
final class Losers {

    private final EntityType type;
    private final List<Contribution> members;
    private final SourceNames names;

    Losers(EntityType type, List<RecordView> members, SourceNames names) {
        this.type = type;
        this.names = names;
        Standardiser standardiser = new Standardiser(type);
        this.members = members.stream().map(m -> contribution(m, standardiser)).toList();
    }

    List<GoldenSheet.Loser> of(Attribute attribute, boolean pinned) {
        if (members.isEmpty()) {
            return List.of();
        }
        return Forge.candidates(type, members, attribute.name(), pinned).stream()
                .filter(candidate ->
                        !candidate.fate().survives() && !candidate.value().isEmpty())
                .map(this::loser)
                .toList();
    }

    private GoldenSheet.Loser loser(Candidate candidate) {
        return new GoldenSheet.Loser(
                candidate.value(),
                names.member(candidate.key()),
                When.of(candidate.observedAt()),
                candidate.fate().words());
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
