package io.karat.access;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** What every answer tells the browser not to do. */
@Singleton
final class SecurityHeaders {

    /** Before everything else, so that refusals carry them too. */
    private static final int FIRST = 10_000;

    private static final String PAGES = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
            + " form-action 'self'; frame-ancestors 'none'";
    private static final String DATA = "default-src 'none'; frame-ancestors 'none'";

    void register(@Observes Filters filters) {
        filters.register(SecurityHeaders::add, FIRST);
    }

    private static void add(RoutingContext context) {
        Channel channel = Channel.of(context);
        MultiMap headers = context.response().headers();
        headers.set("Content-Security-Policy", channel == Channel.API ? DATA : PAGES);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        if (channel != Channel.ASSET) {
            headers.set("Cache-Control", "no-store");
        }
        if (SignInCookies.secure(context)) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
        context.next();
    }
}
