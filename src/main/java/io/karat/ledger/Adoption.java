package io.karat.ledger;

import io.karat.batch.Plan;
import io.karat.cluster.Cut;
import io.karat.ledger.GoldenChange.Cause;
import io.karat.match.Scorer;
import io.karat.review.Questions;
import io.karat.review.Review;
import it.unimi.dsi.fastutil.ints.IntAVLTreeSet;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import it.unimi.dsi.fastutil.ints.IntSets;
import it.unimi.dsi.fastutil.ints.IntSortedSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A plan on its way into the ledger, group by group. What was touched since the plan was begun, and what a steward touched
 * and the plan would take apart, is left aside: it has to be evaluated afresh.
 */
final class Adoption {

    private final Blueprint blueprint;
    private final PlannedRecords records;
    private final Cut cut;
    private final Cause cause;
    private final int firstOrdinal;
    private final Foresight foresight;
    private final @Nullable UUID[] goldenOf;
    private final List<int[]> aside = new ArrayList<>();

    /**
     * @param begun when
     * @param firstOrdinal of the landed records, which have consecutive ones
     */
    Adoption(
            Blueprint blueprint,
            Batch.Setting setting,
            Contributing contributing,
            Cause cause,
            Instant begun,
            int firstOrdinal) {
        this.blueprint = blueprint;
        this.records = blueprint.records();
        this.cut = setting.cut();
        this.cause = cause;
        this.firstOrdinal = firstOrdinal;
        this.foresight = new Foresight(
                blueprint, setting, contributing, LocalDate.ofInstant(begun, ZoneOffset.UTC), firstOrdinal);
        this.goldenOf = new UUID[blueprint.plan().clusters()];
    }

    /** For pieces that are to be brought in. */
    Foresight foresight() {
        return foresight;
    }

    /** Groups that were left aside so far. */
    List<int[]> aside() {
        return aside;
    }

    /** The golden record that a landed record came to, or null when it was left aside. */
    @Nullable UUID goldenOfLanded(int number) {
        return goldenOf[blueprint.plan().cluster()[records.live() + number]];
    }

    /** In the words of an outcome: what became of a landed record that was brought in. */
    Outcome.Decision decision(int number) {
        int record = records.live() + number;
        int cluster = blueprint.plan().cluster()[record];
        int first = blueprint.first(cluster);
        if (first != record) {
            return Outcome.Decision.LINKED;
        }
        return blueprint.size(cluster) == 1 && !blueprint.open(cluster).isEmpty()
                ? Outcome.Decision.REVIEW
                : Outcome.Decision.CREATED;
    }

    int ordinal(int record) {
        return records.ordinal(record, firstOrdinal);
    }

    private boolean landed(int record) {
        return records.landed(record);
    }

    /**
     * What one transaction brought in; counts only once it is committed.
     *
     * @param ids of the clusters, in their order
     */
    record Piece(int[] clusters, List<UUID> ids, List<int[]> aside) {}

    void committed(Piece piece) {
        for (int i = 0; i < piece.clusters().length; i++) {
            goldenOf[piece.clusters()[i]] = piece.ids().get(i);
        }
        aside.addAll(piece.aside());
    }

    /** Brings in some groups, inside one transaction. */
    Piece bringIn(Foreseen foreseen, Touched touched, Batch batch, Scorer scorer) throws SQLException {
        List<int[]> taken = new ArrayList<>();
        List<int[]> left = new ArrayList<>();
        IntSet clusters = new IntOpenHashSet();
        for (int[] group : foreseen.groups()) {
            if (blueprint.apart(group) || touched(group, touched) || tornAgainstASteward(group, batch.draft())) {
                left.add(group);
            } else {
                taken.add(group);
                Arrays.stream(group).forEach(clusters::add);
            }
        }
        List<HeldRecord> held = land(taken, foreseen, batch);
        draw(taken, clusters, batch.draft());
        List<Wanted> wanted = new ArrayList<>();
        for (int[] group : taken) {
            if (!blueprint.unchanged(group)) {
                wanted.add(wanted(group, batch.draft(), scorer));
            }
        }
        List<Moves> moves = batch.move(wanted);
        IntSet changed = new IntOpenHashSet(held.size());
        Map<Integer, Cause> causes = new HashMap<>();
        for (HeldRecord record : held) {
            changed.add(record.ordinal);
            causes.put(record.ordinal, new Cause("record", record.actor));
        }
        for (Wanted w : wanted) {
            for (int ordinal : w.surroundings()) {
                causes.putIfAbsent(ordinal, cause);
            }
        }
        batch.foresee(foreseen);
        batch.survive(moves, changed, held, causes);
        batch.publish(moves, held);
        int[] numbers = taken.stream().flatMapToInt(Arrays::stream).toArray();
        List<UUID> ids =
                Arrays.stream(numbers).mapToObj(c -> golden(c, batch.draft())).toList();
        askAboutMoved(taken, clusters, touched, batch);
        return new Piece(numbers, ids, left);
    }

    private boolean touched(int[] group, Touched touched) {
        for (int cluster : group) {
            for (int record : blueprint.members(cluster)) {
                if (landed(record) ? touched.has(records.key(record)) : touched.has(ordinal(record))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A present golden record with a pin or a decision for it would come apart: that is a question, not a move. */
    private boolean tornAgainstASteward(int[] group, View view) {
        if (group.length == 1) {
            return false;
        }
        Map<UUID, Integer> first = new HashMap<>();
        for (int cluster : group) {
            for (int record : blueprint.members(cluster)) {
                Golden golden = landed(record) ? null : view.goldenOf(ordinal(record));
                if (golden != null) {
                    Integer known = first.putIfAbsent(golden.id(), cluster);
                    if (known != null && known != cluster && confirmed(golden, view)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean confirmed(Golden golden, View view) {
        return view.pinned(golden.id())
                || Arrays.stream(golden.members())
                        .anyMatch(m -> view.decisions(m).stream().anyMatch(Standing::same));
    }

    private List<HeldRecord> land(List<int[]> groups, Foreseen foreseen, Batch batch) {
        List<HeldRecord> held = new ArrayList<>();
        for (int[] group : groups) {
            for (int cluster : group) {
                for (int record : blueprint.members(cluster)) {
                    if (landed(record)) {
                        held.add(Objects.requireNonNull(foreseen.held().get(record), "a landed record was left out"));
                    }
                }
            }
        }
        held.forEach(batch::land);
        return held;
    }

    /** The links of these records are those of the plan, as far as the other end is in already. */
    private void draw(List<int[]> groups, IntSet clusters, Draft draft) {
        for (int[] group : groups) {
            for (int cluster : group) {
                for (int record : blueprint.members(cluster)) {
                    int ordinal = ordinal(record);
                    if (!landed(record)) {
                        for (int other : draft.links(ordinal).keySet().toIntArray()) {
                            draft.unlink(ordinal, other);
                        }
                    }
                }
            }
        }
        int[] clusterOf = blueprint.plan().cluster();
        for (int[] group : groups) {
            for (int cluster : group) {
                for (int record : blueprint.members(cluster)) {
                    blueprint.links(record, (other, logOdds) -> {
                        if (goldenOf[clusterOf[other]] != null || clusters.contains(clusterOf[other])) {
                            draft.link(ordinal(record), ordinal(other), logOdds);
                        }
                    });
                }
            }
        }
    }

    private Wanted wanted(int[] group, View view, Scorer scorer) {
        IntSortedSet ordinals = new IntAVLTreeSet();
        for (int cluster : group) {
            Arrays.stream(blueprint.members(cluster)).map(this::ordinal).forEach(ordinals::add);
        }
        int[] surroundings = ordinals.toIntArray();
        Scored scored = new LazyComponent(view, surroundings, scorer, cut.review());
        Map<Integer, Integer> nodeOf = new HashMap<>();
        for (int node = 0; node < scored.size(); node++) {
            nodeOf.put(scored.ordinal(node), node);
        }
        List<int[]> nodes = new ArrayList<>();
        for (int cluster : group) {
            nodes.add(Arrays.stream(blueprint.members(cluster))
                    .map(record -> nodeOf.getOrDefault(ordinal(record), -1))
                    .sorted()
                    .toArray());
        }
        return new Wanted(surroundings, surroundings, scored, nodes, List.of());
    }

    private UUID golden(int cluster, View view) {
        Golden golden = view.goldenOf(ordinal(blueprint.members(cluster)[0]));
        if (golden == null) {
            throw new IllegalStateException("a record of a plan has no golden record");
        }
        return golden.id();
    }

    /** Questions about golden records that moved must not outlive them; all others can wait for {@link #ask}. */
    private void askAboutMoved(List<int[]> groups, IntSet clusters, Touched touched, Batch batch) throws SQLException {
        List<Integer> moved = new ArrayList<>();
        for (int[] group : groups) {
            boolean present =
                    Arrays.stream(group).anyMatch(c -> !landed(blueprint.members(c)[0]));
            if (present && !blueprint.unchanged(group)) {
                Arrays.stream(group).forEach(moved::add);
            }
        }
        if (!moved.isEmpty()) {
            ask(moved, clusters, touched, batch);
        }
    }

    /** Brings the questions about some clusters in line with the plan, as far as both sides are in. */
    void ask(Collection<Integer> some, Touched touched, Batch batch) throws SQLException {
        ask(some, IntSets.EMPTY_SET, touched, batch);
    }

    private void ask(Collection<Integer> some, IntSet beingBroughtIn, Touched touched, Batch batch)
            throws SQLException {
        IntSet concerned = new IntOpenHashSet();
        Set<Plan.Open> pairs = new LinkedHashSet<>();
        for (int cluster : some) {
            if (beingBroughtIn.contains(cluster) || stands(cluster, touched)) {
                Arrays.stream(blueprint.members(cluster)).map(this::ordinal).forEach(concerned::add);
                pairs.addAll(blueprint.open(cluster));
            }
        }
        List<Questions.Raised> raised = new ArrayList<>();
        for (Plan.Open pair : pairs) {
            boolean left = beingBroughtIn.contains(pair.left()) || stands(pair.left(), touched);
            boolean right = beingBroughtIn.contains(pair.right()) || stands(pair.right(), touched);
            if (left && right) {
                raised.add(raised(pair, batch.draft()));
            }
        }
        new Questions(batch.connection(), batch.setting().type().name())
                .settle(
                        concerned.toIntArray(),
                        raised,
                        batch.now(),
                        batch.setting().ids());
    }

    /** It was brought in, and nothing about it changed since. */
    private boolean stands(int cluster, Touched touched) {
        return goldenOf[cluster] != null
                && Arrays.stream(blueprint.members(cluster)).map(this::ordinal).noneMatch(touched::has);
    }

    private Questions.Raised raised(Plan.Open pair, View view) {
        int[] one = blueprint.membersByKey(pair.left());
        int[] two = blueprint.membersByKey(pair.right());
        boolean inOrder = records.key(one[0]).compareTo(records.key(two[0])) < 0;
        int[] left = inOrder ? one : two;
        int[] right = inOrder ? two : one;
        Review.Kind kind = pair.held() == null ? Review.Kind.MATCH : Review.Kind.GUARD;
        return new Questions.Raised(
                kind,
                ordinal(left[0]),
                ordinal(right[0]),
                golden(inOrder ? pair.left() : pair.right(), view),
                golden(inOrder ? pair.right() : pair.left(), view),
                Arrays.stream(left).map(this::ordinal).sorted().toArray(),
                Arrays.stream(right).map(this::ordinal).sorted().toArray(),
                pair.evidence(),
                Batch.evidence(
                        kind,
                        left,
                        right,
                        this::ordinal,
                        record -> records.features(record).fingerprint()),
                pair.held() == null ? null : pair.held().name().toLowerCase(Locale.ROOT));
    }

    /** Clusters about which the plan has questions, or that hold an anchor of an open question. */
    Set<Integer> questionable(IntSet anchors) {
        Set<Integer> found = new LinkedHashSet<>();
        int[] clusterOf = blueprint.plan().cluster();
        for (int cluster = 0; cluster < goldenOf.length; cluster++) {
            if (goldenOf[cluster] != null && !blueprint.open(cluster).isEmpty()) {
                found.add(cluster);
            }
        }
        anchors.forEach(ordinal -> {
            int record = records.snapshot().number(ordinal);
            if (record >= 0 && goldenOf[clusterOf[record]] != null) {
                found.add(clusterOf[record]);
            }
        });
        return found;
    }

    /** Live records of the groups left aside. */
    IntSortedSet presentAside() {
        IntSortedSet found = new IntAVLTreeSet();
        for (int[] group : aside) {
            for (int cluster : group) {
                for (int record : blueprint.members(cluster)) {
                    if (!landed(record)) {
                        found.add(ordinal(record));
                    }
                }
            }
        }
        return found;
    }

    /** Numbers, in the landing, of records of the groups left aside. */
    int[] landedAside() {
        return aside.stream()
                .flatMapToInt(Arrays::stream)
                .flatMap(cluster -> Arrays.stream(blueprint.members(cluster)))
                .filter(this::landed)
                .map(record -> record - records.live())
                .sorted()
                .toArray();
    }
}
