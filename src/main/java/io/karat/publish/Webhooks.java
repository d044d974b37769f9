package io.karat.publish;

import io.karat.golden.Committed;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps deliveries going while the hub runs: with each commit, and every second for what is due again. Commits that follow
 * each other quickly are looked after together.
 */
@Singleton
public final class Webhooks {

    private static final Logger LOG = Logger.getLogger(Webhooks.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(12);

    /** Between two looks: to look takes the database as long as a small commit. */
    private static final Duration REST = Duration.ofMillis(20);

    private final DeliveryQueue queue;
    private final Sender sender;
    private final Dispatcher dispatcher;
    private final Semaphore signals = new Semaphore(0);
    private volatile boolean stopping;
    private @Nullable Thread loop;

    Webhooks(DeliveryQueue queue, WebhookSettings settings, Vertx vertx) {
        this.queue = queue;
        this.sender = new Sender(
                new Targets(Targets.Names::ofSystem, settings.privateTargets() == WebhookSettings.PrivateTargets.ALLOW),
                new WebhookClient(vertx, new HttpClientOptions(), settings.timeout()));
        this.dispatcher = new Dispatcher(queue, sender, InstantSource.system(), settings.concurrency(), step -> {});
    }

    void start(@Observes StartupEvent event) {
        loop = Thread.ofVirtual().name("karat-deliveries").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        signals.release();
        Thread running = loop;
        if (running != null) {
            running.join(LONGEST_STOP);
        }
        dispatcher.stop(LONGEST_STOP);
    }

    void committed(@ObservesAsync Committed event) {
        wake();
    }

    /** There may be something to send. */
    void wake() {
        signals.release();
    }

    private void run() {
        while (!stopping) {
            try {
                if (signals.tryAcquire(1, TimeUnit.SECONDS)) {
                    signals.drainPermits();
                }
                if (!stopping) {
                    dispatcher.start();
                    Thread.sleep(REST);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warnf("Deliveries wait: %s", e.getMessage());
            }
        }
    }

    /**
     * Sends a test event now, outside the order of the feed and without a retry; empty when there is no such subscription.
     */
    public Optional<Pinged> ping(UUID subscription, Instant now) {
        return queue.addressee(subscription, now).map(to -> {
            String id = "ping-" + UUID.randomUUID();
            String body = Json.write(Map.of(
                    "specversion",
                    "1.0",
                    "id",
                    id,
                    "source",
                    "/karat/" + to.entity(),
                    "type",
                    "karat.ping",
                    "time",
                    now.toString(),
                    "datacontenttype",
                    "application/json",
                    "data",
                    Map.of("subscription", subscription.toString())));
            Answer answer = sender.open(to.url(), to.secrets()).send(id, body, false, now);
            Integer status = answer instanceof Answer.Answered answered ? answered.status() : null;
            return new Pinged(answer.problem() == null, status, answer.latencyMs(), answer.problem());
        });
    }

    /** How a test event fared. */
    public record Pinged(
            boolean delivered,
            @Nullable Integer status,
            int latencyMs,
            @Nullable String error) {}
}
