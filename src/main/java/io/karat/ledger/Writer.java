package io.karat.ledger;

import io.karat.index.AtomIndex;
import io.karat.ledger.GoldenChange.Cause;
import io.karat.match.DemotedValues;
import io.karat.match.Parameters;
import io.karat.match.Scorer;
import it.unimi.dsi.fastutil.ints.IntAVLTreeSet;
import it.unimi.dsi.fastutil.ints.IntSets;
import it.unimi.dsi.fastutil.ints.IntSortedSet;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What a ledger can be told to do, each as work for one of its {@link Transactions}. Used by one thread. */
final class Writer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Writer.class);

    private static final Duration POSTPONED = Duration.ofHours(1);

    private final Batch.Setting setting;
    private final DataSource database;
    private final Clock clock;
    private final Transactions transactions;
    private final Derived derived;
    private final Population population;
    private final Overheld overheld;
    private Parameters parameters;
    private Scorer scorer;
    private @Nullable Touched touched;

    Writer(Batch.Setting setting, Transactions.World world, Derived derived, Loaded loaded, Parameters parameters) {
        this.setting = setting;
        this.database = world.database();
        this.clock = world.clock();
        this.transactions = new Transactions(setting, world, derived, loaded);
        this.derived = derived;
        this.population = loaded.population();
        this.overheld = new Overheld(population, loaded.tally());
        this.parameters = parameters;
        this.scorer = new Scorer(setting.type(), parameters, population.demoted());
    }

    Batch.Setting setting() {
        return setting;
    }

    /** Reads records beside the transactions. */
    Contributing contributing() {
        return new Contributing(database, setting);
    }

    Derived derived() {
        return derived;
    }

    /** The last transaction that is durable. */
    long batch() {
        return transactions.batch();
    }

    List<Outcome.OfSource> records(List<Arrival> arrivals) throws SQLException, InterruptedException {
        return transact(
                b -> {
                    b.writesLast();
                    return new Story(b, likes(b, scorer), scorer).tell(arrivals);
                },
                true);
    }

    Outcome.OfSteward act(Command.OfSteward command) throws SQLException, InterruptedException {
        if (command instanceof Command.Once once) {
            Optional<Outcome.OfSteward> given = Transactions.again(() -> given(once));
            return given.isPresent()
                    ? given.get()
                    : act(
                            once.wanted(),
                            (b, outcome) -> AnswersGiven.keep(
                                    b.connection(), setting.type().name(), once, outcome));
        }
        return act(command, (b, outcome) -> {});
    }

    private Optional<Outcome.OfSteward> given(Command.Once once) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return AnswersGiven.find(connection, once);
        }
    }

    /** What is kept of an outcome, in the transaction that brings it about. */
    private interface Kept {
        void keep(Batch batch, Outcome.OfSteward outcome) throws SQLException;
    }

    private Outcome.OfSteward act(Command.OfSteward command, Kept kept) throws SQLException, InterruptedException {
        if (Needs.maybe(command, setting.type().approval())) {
            Preview foretold = preview(Approvals.act(command));
            Outcome.OfSteward outcome = foretold.outcome();
            if (!(outcome instanceof Outcome.Done) && !(outcome instanceof Outcome.Waits)) {
                return outcome;
            }
        }
        return transact(
                b -> {
                    Outcome.OfSteward outcome = new Approvals(b, likes(b, scorer), scorer).carryOut(command);
                    kept.keep(b, outcome);
                    return outcome;
                },
                true);
    }

    /** The act as it would be carried out now: in a transaction of its own that is taken back. */
    Preview preview(Command.OfSteward command) throws SQLException, InterruptedException {
        String entity = setting.type().name();
        return transactions.rehearse(
                b -> rehearse(b, command),
                (rehearsal, connection) -> rehearsal.against(
                        new GoldenStore(connection, setting.type()), new ChangeStore(connection, entity)));
    }

    private Rehearsal rehearse(Batch b, Command.OfSteward command) throws SQLException {
        Approvals approvals = new Approvals(b, likes(b, scorer), scorer);
        boolean waits = approvals.demandedFor(command);
        Outcome.OfSteward outcome = approvals.rehearse(command);
        ChangeStore requests = new ChangeStore(b.connection(), setting.type().name());
        return new Rehearsal(outcome, waits, b.changes(), b.draft(), b.asked(), places(requests, b.changes()));
    }

    private static List<ChangeStore.Place> places(ChangeStore requests, List<GoldenChange> changes)
            throws SQLException {
        return requests.places(changes.stream().map(c -> c.after().id()).toList());
    }

    /** The value becomes no evidence, and every record that holds it is looked at again. */
    void demote(int attribute, long valueHash) throws SQLException, InterruptedException {
        IntSortedSet holders = new ValueHolders(setting, population, derived.atoms())
                .find(attribute, valueHash, overheld.value(valueHash));
        transact(
                b -> {
                    b.draft().demote(valueHash);
                    Scorer without =
                            new Scorer(setting.type(), parameters, b.draft().demoted());
                    b.demoted(attribute, valueHash, holders.size());
                    b.relike(holders, likes(b, without), without, new Cause("demotion", "system"));
                    return holders.size();
                },
                true);
        if (touched != null) {
            touched.note(holders);
        }
        scorer = new Scorer(setting.type(), parameters, population.demoted());
        LOG.infof(
                "a value of %s.%s held by %d records is no longer evidence",
                setting.type().name(),
                setting.type().attributes().get(attribute).name(),
                holders.size());
    }

    /**
     * The live records as they stand. From now on what changes is noted, until {@link #endPlan}: a plan made from the
     * snapshot has nothing to say about it.
     */
    Snapshot beginPlan() {
        touched = new Touched();
        return population.snapshot(transactions.seq());
    }

    /** What changed since {@link #beginPlan}. */
    Touched touched() {
        return Objects.requireNonNull(touched, "no plan was begun");
    }

    void endPlan() {
        touched = null;
    }

    /** Records that were looked at live and that hold the value with this hash. */
    int holders(long valueHash) {
        return population.holders(valueHash);
    }

    /** The committed state; on the writer's thread alone. */
    View state() {
        return population;
    }

    /** Records that were ever given a number; from any thread. */
    int size() {
        return transactions.ordinals();
    }

    /** No record was ever written; from any thread. */
    boolean empty() {
        return transactions.batch() == 0;
    }

    DemotedValues demoted() {
        return population.demoted();
    }

    /** One transaction of a plan: what it changes is the plan's own. */
    <T> T plan(Planned<T> work) throws SQLException, InterruptedException {
        return transact(b -> work.on(b, scorer), false);
    }

    /** See {@link #plan}. */
    interface Planned<T> {
        T on(Batch batch, Scorer scorer) throws SQLException;
    }

    /** Scores go by these from now on; to be called once it stands in the database. */
    void use(Parameters others) {
        parameters = others;
        scorer = new Scorer(setting.type(), parameters, population.demoted());
    }

    /** What a plan said about pairs holds from now on; to be called once it stands in the database. */
    void judge(Judged by) {
        population.judge(by);
    }

    /** What the last plan said about pairs; from any thread. */
    Judged judged() {
        return population.judged();
    }

    Parameters parameters() {
        return parameters;
    }

    /** Records look for their likes once more, and their golden records follow. */
    void reevaluate(IntSortedSet records, Cause cause) throws SQLException, InterruptedException {
        transact(
                b -> {
                    b.relike(records, likes(b, scorer), scorer, cause);
                    return records.size();
                },
                false);
    }

    /**
     * Golden records whose time has come by the database's clock follow it. One that cannot is left as it is for a while
     * and keeps no other from it.
     *
     * @param most at once
     * @return how many there were
     */
    int revisit(int most) throws SQLException, InterruptedException {
        List<UUID> due;
        try (Connection connection = database.getConnection()) {
            due = new Revisits(connection, setting.type().name()).due(most);
        }
        if (!due.isEmpty()) {
            revisit(due);
        }
        return due.size();
    }

    private void revisit(List<UUID> due) throws SQLException, InterruptedException {
        try {
            transact(b -> follow(due, b), true);
        } catch (LedgerRow.Fenced e) {
            throw e;
        } catch (SQLException | RuntimeException e) {
            if (due.size() == 1) {
                LOG.errorf(
                        e,
                        "golden record %s cannot follow the time; it will be tried again in an hour",
                        due.getFirst());
                try (Connection connection = database.getConnection()) {
                    new Revisits(connection, setting.type().name()).postpone(due.getFirst(), POSTPONED);
                }
            } else {
                revisit(due.subList(0, due.size() / 2));
                revisit(due.subList(due.size() / 2, due.size()));
            }
        }
    }

    private int follow(List<UUID> due, Batch b) throws SQLException {
        new Revisits(b.connection(), setting.type().name()).forget(due);
        IntSortedSet members = new IntAVLTreeSet();
        for (UUID id : due) {
            Golden golden = b.draft().golden(id);
            if (golden != null) {
                Arrays.stream(golden.members()).forEach(members::add);
            }
        }
        b.follow(members, IntSets.EMPTY_SET, new Cause("time", "system"), scorer);
        return due.size();
    }

    /**
     * Records get other marks, and golden records that depend on these follow.
     *
     * @param work ordinals of the members of these
     */
    boolean rejudge(Rejudged work) throws SQLException, InterruptedException {
        return transact(
                b -> {
                    IntSortedSet members = new IntAVLTreeSet(work.on(b));
                    if (!members.isEmpty()) {
                        b.follow(members, IntSets.EMPTY_SET, new Cause("quality", "system"), scorer);
                    }
                    return !members.isEmpty();
                },
                true);
    }

    /** See {@link #rejudge}. */
    interface Rejudged {
        List<Integer> on(Batch batch) throws SQLException;
    }

    /**
     * Records are standardised otherwise; they seek their likes again, and golden records follow.
     *
     * @return how many records there were
     */
    int renew(Renewing work) throws SQLException, InterruptedException {
        return transact(
                b -> {
                    Renewal.Renewed renewed = work.on(b);
                    if (!renewed.followed().isEmpty()) {
                        likes(b, scorer).seek(renewed.sought());
                        b.follow(renewed.followed(), renewed.sought(), Renewal.CAUSE, scorer);
                    }
                    return renewed.changed();
                },
                true);
    }

    /** See {@link #renew}. */
    interface Renewing {
        Renewal.Renewed on(Batch batch) throws SQLException;
    }

    private Likes likes(Batch b, Scorer with) {
        return new Likes(b.draft(), derived.atoms(), with, setting.cut().review());
    }

    /** Values that too many records hold, by hash, since this was last asked. */
    Map<Long, Integer> overheld() {
        return overheld.take();
    }

    /** @param note whether a plan that is being made has nothing to say about what this changes */
    private <T> T transact(Transactions.Work<T> work, boolean note) throws SQLException, InterruptedException {
        return transactions.commit(work, batch -> {
            if (note && touched != null) {
                touched.note(batch.draft());
                touched.note(batch.contributed().keySet());
            }
            overheld.watch(batch.draft(), parameters);
        });
    }

    /** Nothing waits: what is derived is made durable, on another thread. */
    void idle() {
        transactions.flush();
    }

    /** Ordinals that the index holds and the database does not, or the other way round; as a count in words. */
    List<String> indexedOtherwise() {
        try {
            derived.catchUp();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the index followed", e);
        }
        long sum = 0;
        int live = 0;
        for (Golden golden : population.goldens()) {
            for (int member : golden.members()) {
                sum += AtomIndex.checksum(member);
                live++;
            }
        }
        int indexed = derived.atoms().size();
        return indexed == live && derived.atoms().checksum() == sum
                ? List.of()
                : List.of(live + " live records, " + indexed + " in the index");
    }

    /** Where search and the database differ about open questions, in words. */
    List<String> askedOtherwise() {
        try {
            derived.catchUp();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while search followed", e);
        }
        return StaleSearch.different(database, setting.type().name(), derived.search());
    }

    /** Keeps a trace of a command that fails even alone. */
    void setAside(Arrival arrival, String error) throws SQLException {
        String sql = """
                insert into poison_command (id, entity, kind, source, key, error, at) values (?, ?, ?, ?, ?, ?, ?)
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, setting.ids().get());
            insert.setString(2, setting.type().name());
            insert.setString(3, arrival.command().getClass().getSimpleName().toLowerCase(Locale.ROOT));
            insert.setString(4, arrival.command().key().source());
            insert.setString(5, arrival.command().key().key());
            insert.setString(6, error);
            insert.setObject(7, RecordStore.time(clock.instant()));
            insert.executeUpdate();
        }
    }

    @Override
    public void close() {
        transactions.close();
    }
}
