package io.karat.ledger;

import io.karat.batch.Engine;
import io.karat.boot.DataDirectory;
import io.karat.match.Parameters;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Partitions of whole populations: training, parameters that come into force, reconciliation, and loads of many records.
 * One at a time for each entity type.
 */
@ApplicationScoped
@Startup
public class Plans {

    private static final Logger LOG = Logger.getLogger(Plans.class);

    /** Fewer records are decided as they come. */
    private static final long FEWEST = 5_000;

    /** Likewise where the population says what a likeness is worth: only a plan sees all of it. */
    private static final long FEWEST_OF_POPULATION = 200;

    /** So many times the load must the hub hold that to partition all of it again is too much. */
    private static final int SHARE = 20;

    private final Ledgers ledgers;
    private final ParameterVersions versions;
    private final DataSource database;
    private final Clock clock;
    private final Path scratch;
    private final Map<String, Planning> planning = new LinkedHashMap<>();

    Plans(Ledgers ledgers, ParameterVersions versions, DataSource database, Clock clock, DataDirectory directory) {
        this.ledgers = ledgers;
        this.versions = versions;
        this.database = database;
        this.clock = clock;
        this.scratch = directory.directory("landing");
    }

    @PostConstruct
    void start() {
        ledgers.all().forEach((entity, ledger) -> {
            Planning one = new Planning(
                    ledger.writer().setting(), ledger, new Planning.World(database, versions, clock, scratch));
            planning.put(entity, one);
            Thread _ = Thread.ofVirtual().name("plan-" + entity).start(() -> resume(entity, one));
        });
    }

    private static void resume(String entity, Planning one) {
        try {
            one.resume()
                    .ifPresent(effect -> LOG.infof(
                            "a plan for %s that was on its way was made again: %d merged, %d split",
                            entity, effect.merged(), effect.split()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "a plan for %s could not be finished; it is tried again when the hub starts", entity);
        }
    }

    private Planning of(String entity) {
        Planning one = planning.get(entity);
        if (one == null) {
            throw new IllegalArgumentException("there is no entity type " + entity);
        }
        return one;
    }

    /** Learns parameters from the live records and keeps them as a new version, not yet in force. */
    public ParameterVersions.Version train(String entity, Commission commission) throws InterruptedException {
        return of(entity).train(commission);
    }

    /** Brings a version into force and the golden records with it; empty when there is no such version. */
    public Optional<PlanEffect> activate(String entity, int version, Commission commission)
            throws InterruptedException {
        Planning one = of(entity);
        @Nullable Parameters parameters = versions.find(
                        ledgers.of(entity).writer().setting().type(), version)
                .orElse(null);
        return parameters == null ? Optional.empty() : Optional.of(one.activate(parameters, commission));
    }

    /** Compares the golden records with what the bulk path finds, and has them follow it. */
    public PlanEffect reconcile(String entity, Commission commission) throws InterruptedException {
        return of(entity).reconcile(commission);
    }

    /** Counts how the pairs of records score now, and what stewards said of them; changes nothing. */
    public MatchingSurvey survey(String entity, Commission commission) throws InterruptedException {
        return of(entity).survey(commission);
    }

    /** Whether so many records are better landed and decided together than one after the other. */
    public boolean worthwhile(String entity, long records) {
        Writer writer = ledgers.of(entity).writer();
        boolean pairs = Planning.engine(writer.setting().type()) == Engine.PAIRS;
        return records >= (pairs ? FEWEST : FEWEST_OF_POPULATION) && records * SHARE >= writer.size();
    }

    /** Begins a load of many records; the caller closes it. */
    public BulkLoad load(String entity, String source, String actor) {
        Planning one = of(entity);
        return new BulkLoad(ledgers.of(entity), one, database, one.landing(source, actor));
    }
}
