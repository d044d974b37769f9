package io.karat.boot;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One line for each answered request, off unless {@code karat.log.requests} says otherwise. It names the resource and never
 * the address asked for: the key of a record may be an e-mail address, and a query is what somebody searched.
 */
@Singleton
final class RequestLog {

    static final String CATEGORY = "karat.requests";

    private static final Logger LOG = Logger.getLogger(CATEGORY);

    /** Just inside the security headers, so that refusals are timed too. */
    private static final int EARLY = 9_000;

    void register(@Observes Filters filters) {
        filters.register(RequestLog::time, EARLY);
    }

    private static void time(RoutingContext context) {
        if (LOG.isInfoEnabled()) {
            long begun = System.nanoTime();
            @Nullable Context request = Vertx.currentContext();
            context.addEndHandler(_ -> write(
                    context,
                    MatchedResource.of(request).orElse("-"),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)));
        }
        context.next();
    }

    private static void write(RoutingContext context, String resource, long millis) {
        LOG.infof(
                "%s %s %d %d ms",
                context.request().method(), resource, context.response().getStatusCode(), millis);
    }
}
