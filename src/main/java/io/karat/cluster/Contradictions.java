package io.karat.cluster;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a new decision contradicts standing ones: whether records that must be one would have to stand on both sides of
 * a "different".
 *
 * <p>The answer is a shortest chain of standing decisions that together say the opposite, found by breadth-first search
 * over records and the must-links that hold them; ties are broken by the decisions' ids.
 */
public final class Contradictions {

    /** A standing decision. All members of {@code same} are one; no member of {@code left} is one of {@code right}. */
    public sealed interface Decided {
        UUID id();

        record Same(UUID id, int[] members) implements Decided {}

        record Different(UUID id, int[] left, int[] right) implements Decided {}
    }

    /** Stands in a walk for the decision that is being judged. */
    private static final UUID NOT_YET = new UUID(0, 0);

    private final Map<Integer, List<Decided.Same>> sameByMember = new HashMap<>();
    private final List<Decided.Different> different = new ArrayList<>();

    public Contradictions(List<? extends Decided> standing) {
        List<? extends Decided> ordered =
                standing.stream().sorted(Comparator.comparing(Decided::id)).toList();
        for (Decided decided : ordered) {
            switch (decided) {
                case Decided.Same same -> {
                    for (int member : same.members()) {
                        sameByMember
                                .computeIfAbsent(member, m -> new ArrayList<>())
                                .add(same);
                    }
                }
                case Decided.Different apart -> different.add(apart);
            }
        }
    }

    /**
     * The decisions that say the opposite of "these are all one": a "different", preceded by the must-links that reach its
     * two sides from the new set, in the order of the walk from its left to its right side. Empty if none does.
     */
    public Optional<List<UUID>> ofSame(int[] members) {
        Decided.Same fresh = new Decided.Same(NOT_YET, members);
        Set<Integer> one = reached(members);
        return different.stream()
                .filter(apart -> meets(one, apart.left()) && meets(one, apart.right()))
                .flatMap(apart -> chain(apart.left(), apart.right(), fresh).stream()
                        .filter(path -> path.contains(NOT_YET))
                        .map(path -> opposite(path, apart)))
                .min(Comparator.comparingInt(List::size));
    }

    private static List<UUID> opposite(List<UUID> path, Decided.Different apart) {
        return Stream.concat(path.stream().filter(id -> !id.equals(NOT_YET)), Stream.of(apart.id()))
                .toList();
    }

    private static boolean meets(Set<Integer> records, int[] side) {
        return Arrays.stream(side).anyMatch(records::contains);
    }

    /** All records that are one with these, by standing decisions. */
    private Set<Integer> reached(int[] members) {
        Set<Integer> reached = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>();
        Arrays.stream(members).filter(reached::add).forEach(open::add);
        for (Integer record = open.poll(); record != null; record = open.poll()) {
            for (Decided.Same same : sameByMember.getOrDefault(record, List.of())) {
                Arrays.stream(same.members()).filter(reached::add).forEach(open::add);
            }
        }
        return reached;
    }

    /**
     * The must-links that connect a record of the left side with one of the right side, in order. Empty if none do.
     *
     * @throws IllegalArgumentException if a record stands on both sides
     */
    public Optional<List<UUID>> ofDifferent(int[] left, int[] right) {
        Set<Integer> both = new HashSet<>(Arrays.stream(left).boxed().toList());
        both.retainAll(Arrays.stream(right).boxed().toList());
        if (!both.isEmpty()) {
            throw new IllegalArgumentException("record " + Collections.min(both) + " cannot differ from itself");
        }
        return chain(left, right, null);
    }

    private record Step(
            int record, @Nullable Step before, @Nullable UUID by) {}

    /** A shortest walk over must-links, the given one included, from one side to the other. */
    private Optional<List<UUID>> chain(int[] from, int[] to, Decided.@Nullable Same fresh) {
        Set<Integer> goal = new HashSet<>(Arrays.stream(to).boxed().toList());
        Set<Integer> seen = new HashSet<>();
        Set<UUID> used = new HashSet<>();
        Deque<Step> open = new ArrayDeque<>();
        Arrays.stream(from).sorted().filter(seen::add).forEach(record -> open.add(new Step(record, null, null)));
        for (Step step = open.poll(); step != null; step = open.poll()) {
            if (goal.contains(step.record)) {
                return Optional.of(path(step));
            }
            for (Decided.Same same : from(step.record, fresh)) {
                if (used.add(same.id())) {
                    for (int next : same.members()) {
                        if (seen.add(next)) {
                            open.add(new Step(next, step, same.id()));
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    private List<Decided.Same> from(int record, Decided.@Nullable Same fresh) {
        List<Decided.Same> standing = sameByMember.getOrDefault(record, List.of());
        if (fresh == null || Arrays.stream(fresh.members()).noneMatch(member -> member == record)) {
            return standing;
        }
        List<Decided.Same> all = new ArrayList<>(standing);
        all.add(fresh);
        return all;
    }

    private static List<UUID> path(Step last) {
        List<UUID> path = new ArrayList<>();
        for (Step at = last; at != null; at = at.before) {
            if (at.by != null) {
                path.add(at.by);
            }
        }
        Collections.reverse(path);
        return path;
    }
}
