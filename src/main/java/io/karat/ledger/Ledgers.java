package io.karat.ledger;

import io.karat.boot.DataDirectory;
import io.karat.cluster.Cut;
import io.karat.golden.Committed;
import io.karat.model.EntityType;
import io.karat.quality.Rulebook;
import io.karat.standardise.Standardiser;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** The door to the ledgers: one single writer per entity type. */
@ApplicationScoped
@Startup
public class Ledgers {

    private static final Logger LOG = Logger.getLogger(Ledgers.class);
    private static final int INTERACTIVE = 1_000;
    private static final int BULK = 20_000;
    private static final int RECENT = 1_000;

    private final Models models;
    private final DataSource database;
    private final DataDirectory directory;
    private final Scorers scorers;
    private final Clock clock;
    private final Event<Committed> commits;
    private final MeterRegistry metrics;
    private final Map<String, Ledger> ledgers = new LinkedHashMap<>();

    Ledgers(
            Models models,
            DataSource database,
            DataDirectory directory,
            Scorers scorers,
            Clock clock,
            Event<Committed> commits,
            MeterRegistry metrics) {
        this.models = models;
        this.database = database;
        this.directory = directory;
        this.scorers = scorers;
        this.clock = clock;
        this.commits = commits;
        this.metrics = metrics;
    }

    @PostConstruct
    void start() {
        for (EntityType type : models.all()) {
            try {
                ledgers.put(type.name(), open(type));
            } catch (SQLException e) {
                throw new IllegalStateException("the ledger of " + type.name() + " could not be opened", e);
            }
        }
        ledgers.values().forEach(Ledger::start);
        ledgers.values().forEach(this::reassess);
    }

    /**
     * Records that were standardised, or judged, by other rules than the model's are so again, while the ledger works.
     */
    private void reassess(Ledger ledger) {
        Batch.Setting setting = ledger.writer().setting();
        Renewal renewal = new Renewal(ledger, setting, database);
        Reassessment reassessment = new Reassessment(ledger, setting, database);
        boolean otherwise = renewal.due();
        if (!otherwise) {
            renewal.remember();
        }
        if (!otherwise && !reassessment.due()) {
            return;
        }
        Thread _ = Thread.ofVirtual().name("reassess-" + setting.type().name()).start(() -> {
            try {
                if (otherwise) {
                    Renewal.Done done = renewal.run();
                    LOG.infof(
                            "attributes or lists of %s changed: %d records were standardised again, %d differently",
                            setting.type().name(), done.records(), done.changed());
                }
                if (reassessment.due()) {
                    Reassessment.Done done = reassessment.run();
                    LOG.infof(
                            "quality rules of %s changed: %d records were judged again, %d differently",
                            setting.type().name(), done.records(), done.changed());
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.warnf(
                        "records of %s could not be looked at again (%s); they will at the next start",
                        setting.type().name(), e.getClass().getSimpleName());
            }
        });
    }

    private Ledger open(EntityType type) throws SQLException {
        Derived derived = Derived.open(directory.directory("index").resolve(type.name()));
        Rulebook rulebook = QualityStore.rulebook(type, database);
        Loaded loaded = Loaded.takeOver(type, rulebook, database, derived);
        Standardiser standardiser = new Standardiser(type);
        Inspector inspector = new Inspector(rulebook);
        Cut cut = Cut.of(type.matching());
        Batch.Setting setting =
                new Batch.Setting(type, standardiser, inspector, cut, new TimeOrderedIds(clock), new Recent(RECENT));
        Meters meters = new Meters(metrics, type.name());
        Writer writer = new Writer(
                setting,
                new Transactions.World(database, clock, commit -> commits.fireAsync(commit)),
                derived,
                loaded,
                scorers.parameters(type));
        Ledger ledger = new Ledger(writer, new Queue(INTERACTIVE, BULK), clock, meters);
        meters.watch(ledger);
        LOG.infof("ledger of %s: seq %d, batch %d", type.name(), loaded.seq(), loaded.batch());
        return ledger;
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        for (Ledger ledger : ledgers.values()) {
            ledger.stop();
        }
    }

    Ledger of(String entity) {
        Ledger ledger = ledgers.get(entity);
        if (ledger == null) {
            throw new IllegalArgumentException("there is no entity type " + entity);
        }
        return ledger;
    }

    Map<String, Ledger> all() {
        return ledgers;
    }

    /**
     * Completes when the outcome is durable.
     *
     * @throws QueueFull when the queue is full; nothing was taken
     * @throws IllegalArgumentException when there is no such entity type
     */
    public CompletableFuture<Outcome.OfSource> submit(String entity, Command.OfSource command, Lane lane) {
        return of(entity).submit(List.of(command), lane).get(0);
    }

    /** All or nothing is taken; the outcomes come in the order of the commands. */
    public CompletableFuture<List<Outcome.OfSource>> submitAll(
            String entity, List<? extends Command.OfSource> commands, Lane lane) {
        List<CompletableFuture<Outcome.OfSource>> futures = of(entity).submit(commands, lane);
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
    }

    public CompletableFuture<Outcome.OfSteward> submit(String entity, Command.OfSteward command) {
        return of(entity).submit(command);
    }

    /** Completes with what the command would come to now; nothing is changed. */
    public CompletableFuture<Preview> preview(String entity, Command.OfSteward command) {
        return of(entity).preview(command);
    }
}
