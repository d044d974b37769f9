package io.karat.ledger;

import io.karat.cluster.Cut;
import io.karat.golden.Contribution;
import io.karat.ledger.GoldenChange.Cause;
import io.karat.match.Scorer;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import io.karat.quality.Marks;
import io.karat.review.QualityQuestions;
import io.karat.review.Questions;
import io.karat.review.Review;
import io.karat.standardise.Features;
import io.karat.standardise.Standardised;
import io.karat.standardise.Standardiser;
import it.unimi.dsi.fastutil.ints.Int2FloatMap;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import it.unimi.dsi.fastutil.ints.IntSortedSet;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/**
 * One batch at work: the stages that records and stewards' decisions have in common, on a draft over the committed
 * state and inside one transaction.
 */
final class Batch {

    /**
     * What does not change from batch to batch.
     *
     * @param ids draws version 7 UUIDs
     * @param recent members that need not be read from the database
     */
    record Setting(
            EntityType type,
            Standardiser standardiser,
            Inspector inspector,
            Cut cut,
            Supplier<UUID> ids,
            Recent recent) {

        /** Holds golden records against the quality rules. */
        Appraisal appraisal() {
            return new Appraisal(standardiser, inspector.rulebook());
        }
    }

    private final Setting setting;
    private final Connection connection;
    private final Draft draft;
    private final Counters counters;
    private final Instant now;
    private final RecordStore records;
    private final GoldenStore goldens;
    private final Survival survival;
    private final Writes writes;
    private boolean writesLast;
    private List<GoldenChange> changes = List.of();
    private Asked asked = new Asked(0, 0);

    EntityType type() {
        return setting.type();
    }

    Batch(Setting setting, Connection connection, Draft draft, Counters counters, Instant now) {
        this.setting = setting;
        this.connection = connection;
        this.draft = draft;
        this.counters = counters;
        this.now = now;
        this.records = new RecordStore(connection, setting.type().name());
        this.goldens = new GoldenStore(connection, setting.type());
        this.survival = new Survival(setting, connection, draft, counters, now);
        this.writes = new Writes(connection);
    }

    Setting setting() {
        return setting;
    }

    Connection connection() {
        return connection;
    }

    /**
     * Nothing will be read any more from what {@link #publish} and {@link #ask} write: it need not be sent before the end,
     * together with the commit.
     */
    void writesLast() {
        writesLast = true;
    }

    /** What is to be sent before the end. */
    Writes writes() {
        return writes;
    }

    Draft draft() {
        return draft;
    }

    Counters counters() {
        return counters;
    }

    Instant now() {
        return now;
    }

    RecordStore records() {
        return records;
    }

    /** What was published, once it was. */
    List<GoldenChange> changes() {
        return changes;
    }

    /** The golden records that changed, survivors first. */
    List<UUID> changedIds() {
        List<UUID> ids = new ArrayList<>();
        changes.stream()
                .filter(c -> c.after().live())
                .forEach(c -> ids.add(c.after().id()));
        changes.stream()
                .filter(c -> !c.after().live())
                .forEach(c -> ids.add(c.after().id()));
        return ids;
    }

    /** Questions that came up and questions that went away. */
    record Asked(int opened, int closed) {}

    Asked asked() {
        return asked;
    }

    /** What the members of the changed golden records bring, by ordinal. */
    Map<Integer, Contribution> contributed() {
        return survival.contributed();
    }

    /** Puts a changed record into the draft; true when its features are others than before. */
    boolean land(HeldRecord record) {
        Features before = draft.base().features(record.ordinal);
        Standardised standardised = record.standardised;
        Features after = record.live() && standardised != null ? standardised.features() : null;
        draft.land(record.ordinal, record.key, after);
        return before == null || after == null || before.fingerprint() != after.fingerprint();
    }

    /**
     * The wanted partition around some records.
     *
     * @param arrivals those of them that sought their likes; where there are too many records to partition all of them
     *     again, these find their place among the golden records that are there
     */
    List<Wanted> cluster(IntSortedSet changed, IntSet arrivals, Scorer scorer) {
        Clustering clustering = new Clustering(draft, scorer, setting.cut(), setting.recent());
        List<Wanted> wanted = new ArrayList<>();
        for (int[] surroundings : Surroundings.of(draft, changed)) {
            if (surroundings.length > setting.cut().guard().largeComponent()) {
                Wanted w = new Attaching(draft, scorer, setting.cut()).want(surroundings, changed, arrivals);
                dropInnerEdges(w);
                wanted.add(w);
            } else {
                Wanted w = clustering.want(surroundings);
                redrawEdges(w);
                wanted.add(w);
            }
        }
        return wanted;
    }

    /** Of a large component: what the arrivals sought and found stays, but for edges inside a cluster. */
    private void dropInnerEdges(Wanted wanted) {
        for (int[] cluster : wanted.clusters()) {
            IntSet inside = new IntOpenHashSet(wanted.ordinals(cluster));
            for (int ordinal : inside) {
                for (int other : draft.links(ordinal).keySet().toIntArray()) {
                    if (inside.contains(other)) {
                        draft.unlink(ordinal, other);
                    }
                }
            }
        }
    }

    /** Edges are kept between clusters only; those inside are recomputed whenever the cluster is looked at. */
    private void redrawEdges(Wanted wanted) {
        Scored scored = wanted.scored();
        int[] clusterOf = new int[scored.size()];
        for (int c = 0; c < wanted.clusters().size(); c++) {
            for (int node : wanted.clusters().get(c)) {
                clusterOf[node] = c;
            }
        }
        for (int i = 1; i < scored.size(); i++) {
            int a = scored.ordinal(i);
            Int2FloatMap present = draft.links(a);
            for (int j = 0; j < i; j++) {
                int b = scored.ordinal(j);
                boolean want = clusterOf[i] != clusterOf[j] && scored.edge(i, j);
                boolean have = present.containsKey(b);
                if (want && (!have || present.get(b) != scored.logOdds(i, j))) {
                    draft.link(a, b, scored.logOdds(i, j));
                    present = draft.links(a);
                } else if (!want && have) {
                    draft.unlink(a, b);
                    present = draft.links(a);
                }
            }
        }
    }

    /** The draft takes on the wanted partition; versions and seqs come with {@link #survive}. */
    List<Moves> move(List<Wanted> wanted) {
        List<Moves> all = new ArrayList<>();
        for (Wanted w : wanted) {
            Moves moves = Moves.towards(w, draft, setting.ids());
            for (Move move : moves.list()) {
                switch (move) {
                    case Move.Retires r ->
                        draft.put(new Golden(
                                r.id(),
                                r.before().version(),
                                r.before().seq(),
                                r.before().founder(),
                                new int[0],
                                r.heir()));
                    case Move.Lives l -> {
                        if (!l.sameMembers()) {
                            Golden before = l.before();
                            draft.put(new Golden(
                                    l.id(),
                                    before == null ? 0 : before.version(),
                                    before == null ? 0 : before.seq(),
                                    before == null ? l.members()[0] : before.founder(),
                                    l.members(),
                                    null));
                        }
                    }
                }
            }
            all.add(moves);
        }
        return all;
    }

    /** See {@link Survival#foresee}. */
    void foresee(Foreseen piece) {
        survival.foresee(piece);
    }

    /** See {@link Survival#survive}. */
    List<GoldenChange> survive(
            List<Moves> moves, IntSet changed, Collection<HeldRecord> held, Map<Integer, Cause> causes)
            throws SQLException {
        changes = survival.survive(moves, changed, held, causes);
        return changes;
    }

    /** Everything that history and subscribers will see, in one transaction with the state it tells of. */
    void publish(List<Moves> moves, Collection<HeldRecord> held) throws SQLException {
        Set<Integer> written = new HashSet<>();
        held.stream().filter(r -> r.contentChanged).forEach(r -> written.add(r.ordinal));
        Map<Integer, UUID> moved = new LinkedHashMap<>();
        for (Moves m : moves) {
            for (Move move : m.list()) {
                if (move instanceof Move.Lives l && !l.sameMembers()) {
                    for (int member : l.members()) {
                        Golden before = draft.base().goldenOf(member);
                        boolean elsewhere = before == null || !before.id().equals(l.id());
                        if (elsewhere && !written.contains(member)) {
                            moved.put(member, l.id());
                        }
                    }
                }
            }
        }
        records.write(held, draft, now, counters.batch(), writes);
        records.move(moved, counters.batch(), writes);
        new QualityStore(connection, setting.type().name()).follow(held, remarks(), now, writes);
        goldens.write(changes, draft, now, writes);
        new LinkStore(setting.type().name()).write(draft.changedLinks(), draft.base(), writes);
        List<UUID> left = Followed.left(changes);
        if (!writesLast || asksAboutWritten() || !left.isEmpty()) {
            writes.send();
        }
        new Followed(new ChangeStore(connection, setting.type().name()), draft).follow(left, now);
        goldens.remark(survival.remarks());
        new Revisits(connection, setting.type().name()).plan(survival.revisits());
        askAboutQuality(held, moved);
        asked = survival.ask();
    }

    /** Questions about values read what the golden records are called. */
    private boolean asksAboutWritten() {
        return setting.inspector().asks()
                || !setting.type().survivorship().reviewed().isEmpty();
    }

    private List<Remark> remarks() {
        List<Remark> remarks = new ArrayList<>(survival.remarks());
        for (GoldenChange change : changes) {
            if (!change.before().equals(change.marks())) {
                remarks.add(new Remark(change.after().id(), change.before(), change.marks()));
            }
        }
        return remarks;
    }

    private void askAboutQuality(Collection<HeldRecord> held, Map<Integer, UUID> moved) throws SQLException {
        if (!setting.inspector().asks()) {
            return;
        }
        List<Integer> concerned = new ArrayList<>();
        List<QualityQuestions.Raised> raised = new ArrayList<>();
        for (HeldRecord record : held) {
            if (record.contentChanged) {
                if (record.existed) {
                    concerned.add(record.ordinal);
                }
                question(record.ordinal, record.marks(), record.carried()).ifPresent(raised::add);
            }
        }
        QualityQuestions questions =
                new QualityQuestions(connection, setting.type().name());
        questions.settle(concerned, raised, now, setting.ids());
        questions.move(moved);
    }

    /** What a steward is asked about a record, as its marks are now; nothing where it is not live. */
    Optional<QualityQuestions.Raised> question(int ordinal, Marks marks, RecordData data) {
        Golden golden = draft.goldenOf(ordinal);
        return golden == null ? Optional.empty() : setting.inspector().question(ordinal, golden.id(), marks, data);
    }

    void ask(List<Wanted> wanted, List<Moves> moves) throws SQLException {
        Set<Integer> concerned = new LinkedHashSet<>();
        List<Questions.Raised> raised = new ArrayList<>();
        for (int w = 0; w < wanted.size(); w++) {
            Wanted what = wanted.get(w);
            List<UUID> ids = moves.get(w).ids();
            Arrays.stream(what.concerned()).forEach(concerned::add);
            for (Wanted.Asked q : what.questions()) {
                raised.add(new Questions.Raised(
                        q.kind(),
                        what.scored().ordinal(q.left()[0]),
                        what.scored().ordinal(q.right()[0]),
                        ids.get(q.leftCluster()),
                        ids.get(q.rightCluster()),
                        what.ordinals(q.left()),
                        what.ordinals(q.right()),
                        q.logOdds(),
                        evidence(what, q),
                        q.detail()));
            }
        }
        Questions questions = new Questions(connection, setting.type().name());
        Questions.Difference difference = questions.difference(
                concerned.stream().mapToInt(Integer::intValue).toArray(), raised);
        if (!difference.isEmpty()) {
            writes.send();
            questions.settle(difference, now, setting.ids());
        }
        asked = new Asked(asked.opened() + difference.opened(), asked.closed() + difference.closed());
    }

    private static long evidence(Wanted wanted, Wanted.Asked asked) {
        Scored scored = wanted.scored();
        return evidence(asked.kind(), asked.left(), asked.right(), scored::ordinal, scored::fingerprint);
    }

    /**
     * Changes exactly when a group's members or their features do.
     *
     * @param left members in the order of their keys, in whatever numbers the two functions know
     */
    static long evidence(
            Review.Kind kind, int[] left, int[] right, IntUnaryOperator ordinal, IntToLongFunction fingerprint) {
        long hash = kind.name().length();
        for (int[] side : List.of(left, right)) {
            hash = mix(hash, side.length);
            for (int node : side) {
                hash = mix(mix(hash, ordinal.applyAsInt(node)), fingerprint.applyAsLong(node));
            }
        }
        return hash;
    }

    private static long mix(long hash, long value) {
        long h = (hash ^ value) * 0x9E3779B97F4A7C15L;
        return h ^ (h >>> 32);
    }

    void demoted(int attribute, long valueHash, int holders) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into demoted_value (entity, attribute, hash, holders, batch) values (?, ?, ?, ?, ?)"
                        + " on conflict do nothing")) {
            insert.setString(1, setting.type().name());
            insert.setString(2, setting.type().attributes().get(attribute).name());
            insert.setLong(3, valueHash);
            insert.setInt(4, holders);
            insert.setLong(5, counters.batch());
            insert.executeUpdate();
        }
    }

    /** Records that did not change, but whose evidence did. */
    void relike(IntSortedSet records, Likes likes, Scorer scorer, Cause cause) throws SQLException {
        likes.seek(records);
        follow(records, records, cause, scorer);
    }

    /** The golden records around some records follow what changed about them; see {@link #cluster}. */
    void follow(IntSortedSet changed, IntSet arrivals, Cause cause, Scorer scorer) throws SQLException {
        Map<Integer, Cause> causes = new HashMap<>();
        changed.forEach(ordinal -> causes.put(ordinal, cause));
        List<Wanted> wanted = cluster(changed, arrivals, scorer);
        List<Moves> moves = move(wanted);
        survive(moves, changed, List.of(), causes);
        publish(moves, List.of());
        ask(wanted, moves);
    }
}
