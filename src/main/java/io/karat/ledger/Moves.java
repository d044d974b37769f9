package io.karat.ledger;

import io.karat.cluster.IdAssignment;
import io.karat.ledger.Move.Lives;
import io.karat.ledger.Move.Lost;
import io.karat.ledger.Move.Retires;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * From the present partition of some surroundings to the wanted one: which id each cluster has, which ids retire, who
 * went where.
 *
 * @param ids of the wanted clusters, in their order
 * @param list one per golden id that touches the surroundings: those that live first
 */
record Moves(List<UUID> ids, List<Move> list) {

    static Moves towards(Wanted wanted, View view, Supplier<UUID> fresh) {
        return new Mover(wanted, view).move(fresh);
    }

    private static final class Mover {
        private final View view;
        private final List<int[]> clusters;
        private final Map<UUID, Golden> present = new LinkedHashMap<>();
        private final Map<Integer, UUID> now = new HashMap<>();

        Mover(Wanted wanted, View view) {
            this.view = view;
            this.clusters = wanted.clusters().stream().map(wanted::ordinals).toList();
            for (int ordinal : wanted.surroundings()) {
                Golden golden = view.goldenOf(ordinal);
                if (golden != null) {
                    present.put(golden.id(), golden);
                }
            }
        }

        Moves move(Supplier<UUID> fresh) {
            List<IdAssignment.Assigned> assigned = IdAssignment.assign(standing(), clusters, fresh);
            List<UUID> ids = assigned.stream().map(IdAssignment.Assigned::id).toList();
            for (int c = 0; c < clusters.size(); c++) {
                for (int ordinal : clusters.get(c)) {
                    now.put(ordinal, ids.get(c));
                }
            }
            Map<UUID, UUID> heirs = new LinkedHashMap<>();
            present.values().stream().filter(g -> !ids.contains(g.id())).forEach(g -> heirs.put(g.id(), heir(g)));
            List<Move> moves = new ArrayList<>();
            for (int c = 0; c < clusters.size(); c++) {
                moves.add(lives(ids.get(c), clusters.get(c), heirs));
            }
            heirs.forEach((id, heir) -> {
                Golden before = Objects.requireNonNull(present.get(id));
                List<Lost> lost = lost(before);
                moves.add(new Retires(id, before, heir, lost.size() > 1 ? lost : List.of()));
            });
            return new Moves(ids, moves);
        }

        private List<IdAssignment.Standing> standing() {
            Map<UUID, IdAssignment.Standing> standing = new LinkedHashMap<>();
            present.values().forEach(g -> standing.put(g.id(), standing(g)));
            for (int[] cluster : clusters) {
                for (int ordinal : cluster) {
                    for (UUID retired : view.retiredFoundedBy(ordinal)) {
                        Golden golden = view.golden(retired);
                        if (golden != null && !golden.live()) {
                            standing.put(retired, standing(golden));
                        }
                    }
                }
            }
            return List.copyOf(standing.values());
        }

        private IdAssignment.Standing standing(Golden golden) {
            int[] members = Arrays.stream(golden.members())
                    .filter(m -> view.features(m) != null)
                    .toArray();
            int[] confirmed =
                    Arrays.stream(members).filter(m -> confirmed(m, golden)).toArray();
            return new IdAssignment.Standing(golden.id(), members, golden.founder(), confirmed);
        }

        private boolean confirmed(int member, Golden golden) {
            UUID home = view.home(member);
            return home == null ? view.decisions(member).stream().anyMatch(Standing::same) : home.equals(golden.id());
        }

        private Lives lives(UUID id, int[] members, Map<UUID, UUID> heirs) {
            Golden before = view.golden(id);
            List<UUID> merged = heirs.entrySet().stream()
                    .filter(e -> id.equals(e.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
            List<Lost> lost = before == null ? List.of() : lost(before);
            return new Lives(
                    id, before, members, merged, lost, before == null || !before.live() ? from(members) : null);
        }

        private List<Lost> lost(Golden golden) {
            Map<UUID, List<Integer>> to = new LinkedHashMap<>();
            for (int member : golden.members()) {
                UUID id = now.get(member);
                if (id != null && !id.equals(golden.id())) {
                    to.computeIfAbsent(id, i -> new ArrayList<>()).add(member);
                }
            }
            return to.entrySet().stream()
                    .map(e -> new Lost(
                            e.getKey(),
                            e.getValue().stream().mapToInt(Integer::intValue).toArray()))
                    .toList();
        }

        /** Most members decide; the order of ids settles ties. */
        private @Nullable UUID heir(Golden golden) {
            return lost(golden).stream()
                    .max(Comparator.<Lost>comparingInt(l -> l.members().length)
                            .thenComparing(Lost::to, Comparator.reverseOrder()))
                    .map(Lost::to)
                    .orElse(null);
        }

        private @Nullable UUID from(int[] members) {
            for (int member : members) {
                Golden golden = view.goldenOf(member);
                if (golden != null) {
                    return golden.id();
                }
            }
            return null;
        }
    }
}
