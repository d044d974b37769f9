package io.karat.ui;

import io.karat.golden.Candidate;
import io.karat.golden.Contribution;
import io.karat.golden.Forge;
import io.karat.golden.GoldenValues;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
    Losers(EntityType type, List<Contribution> members, SourceNames names, Instant now) {
        this.type = type;
        this.names = names;
        this.now = now;
        this.members = members;
    }

    /** Values that a survivor does not say already. */
    List<GoldenSheet.Loser> of(Attribute attribute, GoldenValues.Value published) {
        return lost(attribute, published, false).map(this::loser).toList();
    }

    /** Members that say what a survivor says. */
    List<Desk.Member> agreeing(Attribute attribute, GoldenValues.Value published) {
        return lost(attribute, published, true)
                .map(candidate -> names.member(candidate.key()))
                .distinct()
                .toList();
    }

    /** Why the value that survives does; empty for a pinned one. */
    String why(Attribute attribute, GoldenValues.Value published) {
        return first(attribute, published).map(Losers::why).orElse("");
    }

    /** What the source of the value that survives said itself; empty where it said just that, and for a pinned one. */
    String sent(Attribute attribute, GoldenValues.Value published) {
        return type.references().lists().containsKey(attribute.name())
                ? first(attribute, published)
                        .filter(Losers::coded)
                        .map(Candidate::sent)
                        .orElse("")
                : "";
    }

    private static boolean coded(Candidate candidate) {
        return !candidate.sent().equals(candidate.value());
    }

    private Optional<Candidate> first(Attribute attribute, GoldenValues.Value published) {
        return members.isEmpty()
                ? Optional.empty()
                : Forge.candidates(type, members, attribute.name(), published, now).stream()
                        .filter(candidate -> switch (candidate.fate()) {
                            case WON, CHOSEN, HELD -> true;
                            default -> false;
                        })
                        .findFirst();
    }

    private Stream<Candidate> lost(Attribute attribute, GoldenValues.Value published, boolean agreeing) {
        if (members.isEmpty()) {
            return Stream.empty();
        }
        List<Candidate> candidates = Forge.candidates(type, members, attribute.name(), published, now);
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
                candidate.sent(),
                coded(candidate) ? candidate.value() : "",
                names.member(candidate.key()),
                When.of(candidate.observedAt()),
                why(candidate));
    }

    private static String why(Candidate candidate) {
        return Messages.translated(candidate.why(), candidate.fate().words());
    }
}
