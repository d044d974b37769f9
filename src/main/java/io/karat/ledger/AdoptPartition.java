package io.karat.ledger;

import io.karat.ledger.GoldenChange.Cause;
import io.karat.match.Parameters;
import io.karat.review.Questions;
import it.unimi.dsi.fastutil.ints.IntAVLTreeSet;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import it.unimi.dsi.fastutil.ints.IntSortedSet;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings in a partition that was computed outside the ledger, in pieces of one transaction each, while the ledger goes on:
 *
 * <ol>
 *   <li>The parameters that the plan was made with come into force, and the database says that a plan is on its way.
 *   <li>Group by group (clusters that have to move together): landed records become live, present ones move, golden
 *       records get one version. What was touched since the plan was begun, and what would take apart what a steward
 *       confirmed, is left aside.
 *   <li>Questions are brought in line.
 *   <li>What was left aside or touched is evaluated afresh, as if it had just arrived.
 * </ol>
 *
 * <p>Each step may be the last one: what is in is in, and a hub that starts with a plan on its way makes a new one.
 */
final class AdoptPartition {

    private static final long PIECE_NANOS = 250_000_000;
    private static final long PRESSED_PIECE_NANOS = 20_000_000;
    private static final int SMALLEST_PIECE = 20;
    private static final int LARGEST_PIECE = 4_000;
    private static final int QUESTIONS_AT_ONCE = 100;
    private static final int AFRESH_AT_ONCE = 20;

    /** Pieces that are made ready or wait for their turn: what waits is copied by every collection. */
    private static final int AHEAD = 2;

    /**
     * What a plan is adopted under.
     *
     * @param demoted values that the plan took for no evidence and that the ledger did not yet: number of the attribute by
     *     hash
     * @param word load, activation or reconciliation
     */
    record Terms(Parameters parameters, Map<Long, Integer> demoted, String word, String actor) {

        Cause cause() {
            return new Cause(word, actor);
        }
    }

    private final Turns turns;
    private final Blueprint blueprint;
    private final Terms terms;
    private final IntConsumer progress;
    private final Outcome.@Nullable OfSource[] outcomes;
    private int pieceSize = 500;

    /** @param progress told how many records are in */
    AdoptPartition(Turns turns, Blueprint blueprint, Terms terms, IntConsumer progress) {
        this.turns = turns;
        this.blueprint = blueprint;
        this.terms = terms;
        this.progress = progress;
        this.outcomes = new Outcome.OfSource[blueprint.records().landing().size()];
    }

    /** Returns when the plan is in; outcomes of the landed records in their order. */
    List<Outcome.OfSource> run() throws InterruptedException {
        Adoption begun = turns.take(this::begin);
        bringIn(begun);
        ask(begun);
        evaluateAfresh(begun);
        turns.take(this::end);
        List<Outcome.OfSource> all = new ArrayList<>(outcomes.length);
        for (int number = 0; number < outcomes.length; number++) {
            Outcome.@Nullable OfSource outcome = outcomes[number];
            all.add(
                    outcome != null
                            ? outcome
                            : new Outcome.Accepted(begun.decision(number), begun.goldenOfLanded(number), null, 1));
        }
        return all;
    }

    private Adoption begin(Writer writer) throws SQLException, InterruptedException {
        String entity = writer.setting().type().name();
        int landed = blueprint.records().landing().size();
        record Begun(Instant at, int firstOrdinal, Judged judged) {}
        Begun begun = writer.plan((batch, scorer) -> {
            try (PreparedStatement insert = batch.connection().prepareStatement("""
                    insert into adoption (entity, parameter_version, as_of_seq, cause, actor, started_at)
                    values (?, ?, ?, ?, ?, ?) on conflict (entity) do update set
                        parameter_version = excluded.parameter_version, as_of_seq = excluded.as_of_seq,
                        cause = excluded.cause, actor = excluded.actor, started_at = excluded.started_at
                    """)) {
                insert.setString(1, entity);
                insert.setInt(2, terms.parameters().version());
                insert.setLong(3, blueprint.records().snapshot().seq());
                insert.setString(4, terms.word());
                insert.setString(5, terms.actor());
                insert.setObject(6, RecordStore.time(batch.now()));
                insert.executeUpdate();
            }
            try (PreparedStatement update = batch.connection()
                    .prepareStatement("update parameter_version set active = (version = ?)"
                            + " where entity = ? and active <> (version = ?)")) {
                update.setInt(1, terms.parameters().version());
                update.setString(2, entity);
                update.setInt(3, terms.parameters().version());
                update.executeUpdate();
            }
            for (Map.Entry<Long, Integer> value : terms.demoted().entrySet()) {
                batch.demoted(value.getValue(), value.getKey(), writer.holders(value.getKey()));
                batch.draft().demote(value.getKey());
            }
            int first = batch.counters().reserveOrdinals(landed);
            Judged judged = blueprint.judged(first);
            judged.store(batch.connection(), entity);
            return new Begun(batch.now(), first, judged);
        });
        writer.use(terms.parameters());
        writer.judge(begun.judged);
        if (landed > 0) {
            writer.derived().load();
        }
        return new Adoption(
                blueprint, writer.setting(), writer.contributing(), terms.cause(), begun.at, begun.firstOrdinal);
    }

    /** While the writer brings in a piece, the next ones are made ready. */
    @SuppressWarnings("ThreadPriorityCheck") // As in PlanPool: what somebody waits for goes first.
    private void bringIn(Adoption begun) throws InterruptedException {
        try (ExecutorService makers = Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform()
                        .priority(Thread.MIN_PRIORITY)
                        .name("foresee-", 0)
                        .factory())) {
            try {
                bringIn(begun, makers);
            } finally {
                makers.shutdownNow();
            }
        }
    }

    private void bringIn(Adoption begun, ExecutorService makers) throws InterruptedException {
        Derived derived = turns.take(Writer::derived);
        Foresight foresight = begun.foresight();
        List<int[]> groups = blueprint.groups();
        Deque<Future<Foreseen>> coming = new ArrayDeque<>();
        int in = 0;
        for (int from = 0; from < groups.size() || !coming.isEmpty(); ) {
            while (from < groups.size() && coming.size() < AHEAD) {
                List<int[]> piece = groups.subList(from, pieceFrom(from));
                coming.add(makers.submit(() -> foresight.of(piece)));
                from += piece.size();
            }
            Foreseen piece = await(coming.remove());
            int records = piece.groups().stream().mapToInt(this::size).sum();
            derived.room();
            long nanos = turns.take(w -> bringIn(begun, piece, w));
            long time = turns.pressed() ? PRESSED_PIECE_NANOS : PIECE_NANOS;
            pieceSize = (int) Math.clamp(
                    Math.min((double) records * time / Math.max(1, nanos), pieceSize * 2.0),
                    SMALLEST_PIECE,
                    LARGEST_PIECE);
            in += records;
            progress.accept(in);
        }
    }

    /** Where the piece ends that begins with this group. */
    private int pieceFrom(int from) {
        List<int[]> groups = blueprint.groups();
        int to = from;
        for (int records = 0; to < groups.size() && (to == from || records < pieceSize); to++) {
            records += size(groups.get(to));
        }
        return to;
    }

    private int size(int[] group) {
        int records = 0;
        for (int cluster : group) {
            records += blueprint.size(cluster);
        }
        return records;
    }

    private static Foreseen await(Future<Foreseen> coming) throws InterruptedException {
        try {
            return coming.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException bug
                    ? bug
                    : new IllegalStateException("a piece of a plan could not be made ready", e.getCause());
        }
    }

    private static long bringIn(Adoption begun, Foreseen foreseen, Writer writer)
            throws SQLException, InterruptedException {
        long start = System.nanoTime();
        Adoption.Piece piece = writer.plan((batch, scorer) -> begun.bringIn(foreseen, writer.touched(), batch, scorer));
        begun.committed(piece);
        return System.nanoTime() - start;
    }

    private void ask(Adoption begun) throws InterruptedException {
        List<Integer> about = List.copyOf(turns.take(w -> begun.questionable(anchors(w))));
        for (int from = 0; from < about.size(); from += QUESTIONS_AT_ONCE) {
            List<Integer> some = about.subList(from, Math.min(about.size(), from + QUESTIONS_AT_ONCE));
            turns.take(w -> w.plan((batch, scorer) -> {
                begun.ask(some, w.touched(), batch);
                return some.size();
            }));
        }
        if (about.size() >= QUESTIONS_AT_ONCE) {
            turns.take(w -> w.plan((batch, scorer) -> {
                new Questions(batch.connection(), batch.setting().type().name()).recount();
                return about.size();
            }));
        }
    }

    private static IntSet anchors(Writer writer) throws SQLException, InterruptedException {
        return writer.plan((batch, scorer) -> {
            IntSet anchors = new IntOpenHashSet();
            try (PreparedStatement query = batch.connection()
                    .prepareStatement("select left_anchor, right_anchor from review where entity = ? and state = 'open'"
                            + " and kind not in ('quality', 'conflict', 'change')")) {
                query.setString(1, batch.setting().type().name());
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        anchors.add(rows.getInt(1));
                        anchors.add(rows.getInt(2));
                    }
                }
            }
            return anchors;
        });
    }

    /** From here on arrivals see the plan's work whole: what changes need not be noted. */
    private void evaluateAfresh(Adoption begun) throws InterruptedException {
        IntSortedSet again = turns.take(w -> {
            w.derived().loaded();
            IntSortedSet touched = w.touched().ordinals();
            touched.addAll(begun.presentAside());
            w.endPlan();
            return touched;
        });
        int[] ordinals = again.toIntArray();
        for (int from = 0; from < ordinals.length; from += AFRESH_AT_ONCE) {
            IntSortedSet some = new IntAVLTreeSet(
                    Arrays.copyOfRange(ordinals, from, Math.min(ordinals.length, from + AFRESH_AT_ONCE)));
            turns.take(w -> {
                w.reevaluate(some, terms.cause());
                return true;
            });
        }
        int[] late = begun.landedAside();
        for (int from = 0; from < late.length; from += AFRESH_AT_ONCE) {
            int[] some = Arrays.copyOfRange(late, from, Math.min(late.length, from + AFRESH_AT_ONCE));
            List<Arrival> arrivals = Arrays.stream(some)
                    .mapToObj(blueprint.records().landing()::arrival)
                    .toList();
            List<Outcome.OfSource> told = turns.take(w -> w.records(arrivals));
            for (int i = 0; i < some.length; i++) {
                outcomes[some[i]] = told.get(i);
            }
        }
    }

    private boolean end(Writer writer) throws SQLException, InterruptedException {
        writer.plan((batch, scorer) -> {
            try (PreparedStatement delete =
                    batch.connection().prepareStatement("delete from adoption where entity = ?")) {
                delete.setString(1, batch.setting().type().name());
                return delete.executeUpdate();
            }
        });
        writer.idle();
        return true;
    }
}
