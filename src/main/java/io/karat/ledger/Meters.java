package io.karat.ledger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;

/** What an operator watches of one ledger. */
final class Meters {

    private final MeterRegistry registry;
    private final String entity;
    private final Timer batches;

    Meters(MeterRegistry registry, String entity) {
        this.registry = registry;
        this.entity = entity;
        this.batches = Timer.builder("karat.ledger.batch")
                .description("Time of one batch, from its first statement to the commit and what follows it")
                .tag("entity", entity)
                .publishPercentiles(0.5, 0.95, 0.99)
                .register(registry);
    }

    void watch(Ledger ledger) {
        Gauge.builder("karat.ledger.queue", ledger, Ledger::waiting)
                .description("Commands that wait")
                .tag("entity", entity)
                .register(registry);
        Gauge.builder(
                        "karat.index.lag",
                        ledger,
                        l -> l.writer().batch() - l.writer().derived().batch())
                .description("Batches that the index on disk is behind the database")
                .tag("entity", entity)
                .register(registry);
        Gauge.builder("karat.ledger.up", ledger, l -> l.stopped() == null ? 1 : 0)
                .description("1 while the ledger writes")
                .tag("entity", entity)
                .register(registry);
    }

    Timer batches() {
        return batches;
    }

    void count(List<Outcome.OfSource> outcomes) {
        outcomes.forEach(o -> registry.counter("karat.records", "entity", entity, "outcome", word(o))
                .increment());
    }

    private static String word(Outcome.OfSource outcome) {
        return switch (outcome) {
            case Outcome.Accepted a -> a.decision().name().toLowerCase(Locale.ROOT);
            case Outcome.Unchanged _ -> "unchanged";
            case Outcome.Stale _ -> "stale";
            case Outcome.Quarantined _ -> "quarantined";
            case Outcome.Rejected _ -> "rejected";
        };
    }
}
