package io.karat.ledger;

import io.karat.golden.GoldenValues;
import io.karat.ledger.ChangeRequest.Seen;
import io.karat.ledger.Command.BasedOn;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what acts and requests for a change are about: the versions that were seen, and the present ones. */
@ApplicationScoped
public class Comparisons {

    private final GoldenRecords goldens;
    private final Models models;

    Comparisons(GoldenRecords goldens, Models models) {
        this.goldens = goldens;
        this.models = models;
    }

    public Comparison of(ChangeRequest request) {
        EntityType type = models.find(request.entity())
                .orElseThrow(() -> new IllegalStateException("no entity type " + request.entity()));
        return of(
                type,
                Stream.of(
                                Optional.ofNullable(request.about().golden()),
                                Optional.ofNullable(request.about().with()))
                        .flatMap(Optional::stream),
                request.values(type));
    }

    /** Of an act that names versions: what was seen, what is wanted, what is now. Versions that never were say nothing. */
    public Comparison sinceSeen(EntityType type, Command.OfSteward act) {
        return of(type, seen(act).flatMap(version -> present(type, version)), wanted(act));
    }

    private Stream<Seen> present(EntityType type, BasedOn version) {
        return goldens.version(type.name(), version.golden(), version.version()).isEmpty()
                ? Stream.empty()
                : goldens.find(type.name(), version.golden()).stream()
                        .map(now -> new Seen(now.id(), now.id(), version.version(), now.version()));
    }

    private static Stream<BasedOn> seen(Command.OfSteward act) {
        return switch (act) {
            case Command.AsSeen asSeen -> asSeen.golden().stream();
            case Command.Merge merge -> seen(merge, other(merge.with(), merge.withVersion()));
            case Command.Transfer move -> seen(move, other(move.to(), move.toVersion()));
            case Command.OnRecords alone -> seen(alone, Stream.empty());
            case Command.PinValue pin -> Stream.of(new BasedOn(pin.golden(), pin.version()));
            case Command.Unpin unpin -> Stream.of(new BasedOn(unpin.golden(), unpin.version()));
            case Command.Edit edit -> Stream.of(new BasedOn(edit.golden(), edit.version()));
            default -> Stream.empty();
        };
    }

    private static Stream<BasedOn> seen(Command.OnRecords act, Stream<BasedOn> other) {
        return Stream.concat(Stream.of(new BasedOn(act.golden(), act.version())), other);
    }

    private static Stream<BasedOn> other(UUID golden, @Nullable Integer version) {
        return version == null ? Stream.empty() : Stream.of(new BasedOn(golden, version));
    }

    private static Map<String, List<String>> wanted(Command.OfSteward act) {
        return switch (act) {
            case Command.PinValue pin -> Map.of(pin.attribute(), pin.values());
            case Command.Unpin unpin -> Map.of(unpin.attribute(), List.of());
            case Command.Edit edit -> edit.values();
            default -> Map.of();
        };
    }

    private Comparison of(EntityType type, Stream<Seen> about, Map<String, List<String>> wanted) {
        List<Comparison.Line> lines = new ArrayList<>();
        List<Comparison.Members> members = new ArrayList<>();
        about.forEach(seen -> {
            Optional<GoldenView> then = goldens.version(type.name(), seen.as(), seen.then());
            Optional<GoldenView> now = goldens.version(type.name(), seen.id(), seen.now());
            lines.addAll(lines(type, seen, wanted, then.orElse(null), now.orElse(null)));
            members.add(new Comparison.Members(seen.id(), seen.then(), seen.now(), members(then), members(now)));
        });
        return new Comparison(lines, members);
    }

    private static List<Comparison.Line> lines(
            EntityType type,
            Seen seen,
            Map<String, List<String>> wanted,
            @Nullable GoldenView then,
            @Nullable GoldenView now) {
        return type.attributes().stream()
                .map(Attribute::name)
                .map(name ->
                        new Comparison.Line(seen.id(), name, values(then, name), wanted.get(name), values(now, name)))
                .filter(line -> line.proposed() != null || line.changed())
                .toList();
    }

    private static List<String> values(@Nullable GoldenView view, String attribute) {
        GoldenValues.Value value = view == null ? null : view.values().values().get(attribute);
        return value == null ? List.of() : value.values();
    }

    private static List<Integer> members(Optional<GoldenView> view) {
        return view.map(v -> Arrays.stream(v.members()).boxed().toList()).orElse(List.of());
    }
}
