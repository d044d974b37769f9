package io.karat.boot;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The template of the resource that a request reached, as the framework leaves it for its metrics. Where a request reached
 * none (no token, no such method, a body too large) the metrics would fall back to the address itself, and so publish
 * record keys and grow without bound: here such requests are put under one name first.
 */
@Singleton
final class MatchedResource {

    private static final String KEY = "UrlPathTemplate";
    private static final String NONE = "/unmatched";

    /** Just inside the security headers, so that refusals are named too. */
    private static final int EARLY = 9_500;

    void register(@Observes Filters filters) {
        filters.register(MatchedResource::nameUnmatched, EARLY);
    }

    static Optional<String> of(@Nullable Context request) {
        return request == null ? Optional.empty() : Optional.ofNullable(request.<@Nullable String>getLocal(KEY));
    }

    /** The metrics leave out the hub's own endpoints and files as long as nothing is said about them. */
    private static boolean counted(String path) {
        return !path.startsWith("/q/") && !path.startsWith("/webjars/") && !path.startsWith("/assets/");
    }

    private static void nameUnmatched(RoutingContext context) {
        @Nullable Context request = Vertx.currentContext();
        if (request != null && counted(context.normalizedPath())) {
            context.addHeadersEndHandler(_ -> {
                if (of(request).isEmpty()) {
                    request.putLocal(KEY, NONE);
                }
            });
        }
        context.next();
    }
}
