package io.karat.boot;

import io.quarkus.vertx.http.runtime.HttpCompressionHandler;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Metrics are compressed where the caller wants it, decided before they are sent. Quarkus 3.33 decides it afterwards, on a
 * worker thread, and changes the headers while another thread writes them (quarkusio/quarkus#54557): a scrape under load
 * then failed. Decided here, nothing is left for it to change. To be removed with the Quarkus that decides in time.
 */
@Singleton
final class ScrapedMetrics {

    private static final String PATH = "/q/metrics";
    private static final Set<String> COMPRESSED = Set.of("text/plain", "application/openmetrics-text");

    /** Before the answer is made. */
    private static final int EARLY = 8_000;

    void register(@Observes Filters filters) {
        filters.register(ScrapedMetrics::decide, EARLY);
    }

    private static void decide(RoutingContext context) {
        if (context.normalizedPath().startsWith(PATH)) {
            context.addHeadersEndHandler(_ -> HttpCompressionHandler.compressIfNeeded(context, COMPRESSED));
        }
        context.next();
    }
}
