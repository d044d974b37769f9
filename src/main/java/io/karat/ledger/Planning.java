package io.karat.ledger;

import io.karat.batch.AtomSieve;
import io.karat.batch.Engine;
import io.karat.batch.Increment;
import io.karat.batch.KeyedRecords;
import io.karat.batch.PairSurvey;
import io.karat.batch.Plan;
import io.karat.batch.Records;
import io.karat.ledger.Course.Phase;
import io.karat.match.DemotedValues;
import io.karat.match.Labels;
import io.karat.match.Parameters;
import io.karat.match.Training;
import io.karat.model.EntityType;
import io.karat.model.RecordKey;
import io.karat.standardise.Features;
import it.unimi.dsi.fastutil.longs.Long2IntMap;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** Makes plans for one ledger and has them adopted: one at a time. */
final class Planning {

    /** Training draws by chance; with a fixed seed it learns the same from the same records. */
    private static final long SEED = 1;

    /** What planning needs beside the ledger's turns. */
    record World(DataSource database, ParameterVersions versions, Clock clock, Path scratch) {}

    private final Batch.Setting setting;
    private final EntityType type;
    private final Turns turns;
    private final World world;
    private final ReentrantLock one = new ReentrantLock();

    Planning(Batch.Setting setting, Turns turns, World world) {
        this.setting = setting;
        this.type = setting.type();
        this.turns = turns;
        this.world = world;
    }

    /** Learns parameters from the live records and keeps them, not yet in force. */
    ParameterVersions.Version train(Commission commission) throws InterruptedException {
        Course course =
                new Course(commission.progress(), Phase.READING, Phase.KEYING, Phase.LEARNING, Phase.PARTITIONING);
        one.lockInterruptibly();
        try (Landing none = landing("", "")) {
            PlannedRecords records = snapshot(none);
            KeyedRecords matching = matching(records, course);
            course.begin(Phase.LEARNING);
            Optional<Parameters> before = world.versions().learntFor(type, commission.job());
            Parameters learnt = before.isPresent() ? before.get() : learn(records, matching, commission);
            commission.progress().learnt(learnt.version());
            course.begin(Phase.PARTITIONING);
            PlanEffect effect = blueprint(records, matching, learnt).effect(openQuestions());
            world.versions().tell(type, learnt.version(), effect);
            return world.versions().list(type).stream()
                    .filter(v -> v.version() == learnt.version())
                    .findFirst()
                    .orElseThrow();
        } finally {
            endPlan();
            one.unlock();
        }
    }

    private Parameters learn(PlannedRecords records, KeyedRecords matching, Commission commission)
            throws InterruptedException {
        Labels labels = matching.labels(records.snapshot().labels());
        Parameters learnt = PlanPool.compute(() -> matching.train(SEED, labels));
        return world.versions()
                .store(
                        type,
                        new ParameterVersions.Learnt(
                                learnt,
                                labels.count(),
                                commission.actor(),
                                world.clock().instant(),
                                commission.job()));
    }

    /** Parameters come into force, and the golden records follow. */
    PlanEffect activate(Parameters parameters, Commission commission) throws InterruptedException {
        return adopt(parameters, "activation", commission);
    }

    /** The golden records follow the partition that the bulk path finds. */
    PlanEffect reconcile(Commission commission) throws InterruptedException {
        return adopt(world.versions().active(type), "reconciliation", commission);
    }

    /** Counts how the pairs of records score now; changes nothing. */
    MatchingSurvey survey(Commission commission) throws InterruptedException {
        Course course = new Course(commission.progress(), Phase.READING, Phase.KEYING, Phase.PARTITIONING);
        one.lockInterruptibly();
        try (Landing none = landing("", "")) {
            PlannedRecords records = snapshot(none);
            Parameters parameters = world.versions().active(type);
            Looking looking = new Looking(type, records, parameters);
            KeyedRecords matching = matching(records, course);
            course.begin(Phase.PARTITIONING);
            PairSurvey pairs = engine(type) == Engine.PAIRS
                    ? PlanPool.compute(() -> PairSurvey.of(matching, parameters, looking::together))
                    : judged(blueprint(records, matching, parameters).plan(), looking);
            return looking.survey(pairs, openQuestions(), world.clock().instant());
        } finally {
            endPlan();
            one.unlock();
        }
    }

    private static PairSurvey judged(Plan plan, Looking looking) {
        Plan.Links judged = plan.judged();
        return PairSurvey.of(judged == null ? plan.links() : judged, plan.compared(), looking::together);
    }

    private PlanEffect adopt(Parameters parameters, String word, Commission commission) throws InterruptedException {
        Course course =
                new Course(commission.progress(), Phase.READING, Phase.KEYING, Phase.PARTITIONING, Phase.ADOPTING);
        one.lockInterruptibly();
        try (Landing none = landing("", "")) {
            Blueprint blueprint = blueprint(snapshot(none), parameters, course);
            PlanEffect effect = blueprint.effect(openQuestions());
            commission.progress().adopting(effect);
            AdoptPartition.Terms terms = new AdoptPartition.Terms(parameters, Map.of(), word, commission.actor());
            new AdoptPartition(turns, blueprint, terms, in -> course.at(Phase.ADOPTING, in, effect.records())).run();
            return effect;
        } finally {
            endPlan();
            one.unlock();
        }
    }

    /** What a hub left on its way when it stopped: a new plan takes its place. */
    Optional<PlanEffect> resume() throws InterruptedException {
        List<String> left = leftOnTheWay();
        return left.isEmpty() ? Optional.empty() : Optional.of(reconcile(Commission.by(left.get(0))));
    }

    /** By whom a plan was begun that never came to its end. */
    private List<String> leftOnTheWay() {
        return Rows.read(
                world.database(),
                "select actor from adoption where entity = ?",
                (connection, statement) -> statement.setString(1, type.name()),
                rows -> rows.getString(1));
    }

    /** An empty landing; the caller fills and closes it. */
    Landing landing(String source, String actor) {
        return new Landing(world.scratch(), source, actor, setting.inspector(), Tally.attributes(type));
    }

    /**
     * Landed records and what is there are partitioned together, and the partition adopted. The parameters in force decide,
     * or, where none were ever learnt, those that these records teach.
     *
     * @param progress told how many records are in
     * @return outcomes in the order of the landing
     */
    List<Outcome.OfSource> load(Landing landing, IntConsumer progress) throws InterruptedException {
        one.lockInterruptibly();
        try {
            Planned planned = plan(landing);
            return new AdoptPartition(turns, planned.blueprint(), planned.terms(), progress).run();
        } finally {
            endPlan();
            one.unlock();
        }
    }

    private record Planned(Blueprint blueprint, AdoptPartition.Terms terms) {}

    /** What the plan was made with is large: nothing of it is held while the plan is adopted. */
    private Planned plan(Landing landing) throws InterruptedException {
        PlannedRecords undemoted = snapshot(landing);
        List<RecordKey> known = landing.shared(undemoted.snapshot().everyKey());
        turns.take(w -> {
            known.forEach(w.touched()::note);
            return true;
        });
        Parameters parameters = world.versions().active(type);
        Map<Long, Integer> demoted = overheld(landing, parameters);
        PlannedRecords records =
                new PlannedRecords(undemoted.snapshot(), landing, with(undemoted.demoted(), demoted.keySet()));
        if (demoted.isEmpty() && suffice(records)) {
            return new Planned(
                    newcomers(records, parameters),
                    new AdoptPartition.Terms(parameters, demoted, "load", landing.actor()));
        }
        KeyedRecords matching = matching(records, Course.unwatched());
        if (records.size() >= Training.FEWEST_RECORDS && !world.versions().trained(type)) {
            parameters = learn(records, matching, Commission.by("system"));
        }
        return new Planned(
                blueprint(records, matching, parameters),
                new AdoptPartition.Terms(parameters, demoted, "load", landing.actor()));
    }

    /**
     * Whether it is enough to look at what landed: parameters stand, most records are there already, and a plan that broke off
     * left nothing to be made up for.
     */
    private boolean suffice(PlannedRecords records) {
        boolean trained =
                records.size() < Training.FEWEST_RECORDS || world.versions().trained(type);
        return engine(type) == Engine.PAIRS
                && trained
                && leftOnTheWay().isEmpty()
                && records.live() > records.landing().size();
    }

    private Blueprint newcomers(PlannedRecords records, Parameters parameters) throws InterruptedException {
        Increment increment = PlanPool.compute(() -> {
            AtomSieve telling = AtomSieve.of(records.landing().size(), records.landing()::atoms);
            Records read = new Reading(type, records, Course.unwatched()).only(telling);
            return new Increment(read, records.live(), parameters, setting.cut());
        });
        return new Newcomers(turns, records, increment, setting).blueprint();
    }

    private PlannedRecords snapshot(Landing landing) throws InterruptedException {
        return turns.take(w -> new PlannedRecords(w.beginPlan(), landing, w.demoted()));
    }

    private KeyedRecords matching(PlannedRecords records, Course course) throws InterruptedException {
        return PlanPool.compute(() -> keyed(records, course));
    }

    private KeyedRecords keyed(PlannedRecords records, Course course) {
        Records read = new Reading(type, records, course).all();
        course.begin(Phase.KEYING);
        return new KeyedRecords(read, records::key);
    }

    /** What the plan was made with is large: nothing of it is held while the plan is adopted. */
    private Blueprint blueprint(PlannedRecords records, Parameters parameters, Course course)
            throws InterruptedException {
        KeyedRecords matching = matching(records, course);
        course.begin(Phase.PARTITIONING);
        return blueprint(records, matching, parameters);
    }

    private Blueprint blueprint(PlannedRecords records, KeyedRecords matching, Parameters parameters)
            throws InterruptedException {
        Engine engine = engine(type);
        Engine.Task task = new Engine.Task(
                type,
                engine == Engine.PAIRS ? List.of() : features(records),
                engine == Engine.PAIRS ? new int[0] : sources(records),
                records.constraints(),
                () -> new Engine.Trained(matching, parameters));
        return PlanPool.compute(() -> new Blueprint(records, engine.partition(task, setting.cut())));
    }

    /** A hub knows the source of every record. */
    static Engine engine(EntityType type) {
        return Engine.of(type, true);
    }

    private static List<Features> features(PlannedRecords records) {
        return IntStream.range(0, records.size()).mapToObj(records::features).toList();
    }

    private static int[] sources(PlannedRecords records) {
        Map<String, Integer> known = new HashMap<>();
        return IntStream.range(0, records.size())
                .map(record -> known.computeIfAbsent(records.key(record).source(), source -> known.size()))
                .toArray();
    }

    /** Values that landed records bring to more holders than are expected: attribute by hash. */
    private Map<Long, Integer> overheld(Landing landing, Parameters parameters) throws InterruptedException {
        return turns.take(w -> {
            Map<Long, Integer> found = new HashMap<>();
            landing.holders().forEach((attribute, counts) -> {
                int expected = parameters.expectedHolders(attribute);
                for (Long2IntMap.Entry value : counts.long2IntEntrySet()) {
                    long hash = value.getLongKey();
                    if (value.getIntValue() + (long) w.holders(hash) > expected
                            && !w.demoted().hashes().contains(hash)) {
                        found.put(hash, attribute);
                    }
                }
            });
            return found;
        });
    }

    private static DemotedValues with(DemotedValues demoted, Set<Long> more) {
        Set<Long> all = new HashSet<>(demoted.hashes());
        all.addAll(more);
        return new DemotedValues(all);
    }

    private int openQuestions() {
        return Rows.read(
                        world.database(),
                        "select count(*) from review where entity = ? and state = 'open'",
                        (connection, statement) -> statement.setString(1, type.name()),
                        rows -> rows.getInt(1))
                .get(0);
    }

    private void endPlan() throws InterruptedException {
        turns.take(w -> {
            w.endPlan();
            w.derived().loaded();
            return true;
        });
    }
}
