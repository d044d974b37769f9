package io.karat.ledger;

import io.karat.golden.GoldenValues;
import io.karat.ledger.ChangeRequest.Seen;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what requests for a change are about: the versions their proposers saw, and the present ones. */
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
        Map<String, List<String>> wanted = request.values(type);
        List<Comparison.Line> lines = new ArrayList<>();
        List<Comparison.Members> members = new ArrayList<>();
        Stream.of(
                        Optional.ofNullable(request.about().golden()),
                        Optional.ofNullable(request.about().with()))
                .flatMap(Optional::stream)
                .forEach(seen -> {
                    Optional<GoldenView> then = goldens.version(type.name(), seen.as(), seen.then());
                    Optional<GoldenView> now = goldens.version(type.name(), seen.id(), seen.now());
                    lines.addAll(lines(type, seen, wanted, then.orElse(null), now.orElse(null)));
                    members.add(new Comparison.Members(seen.id(), members(then), members(now)));
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
