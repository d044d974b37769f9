package io.karat.access;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Turns away every page request that changes something and was not made by a page of this hub: by what the browser says
 * about its origin, and by the token. The API needs none of this, as it takes no cookies.
 */
@Singleton
final class CsrfFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final Csrf csrf;

    CsrfFilter(Csrf csrf) {
        this.csrf = csrf;
    }

    @WithFormRead
    @ServerRequestFilter
    @Nullable Response check(ResteasyReactiveContainerRequestContext request, RoutingContext routing) {
        if (READING.contains(request.getMethod()) || Channel.of(routing) != Channel.PAGE) {
            return null;
        }
        boolean own = sameOrigin(routing.request()) && csrf.accepts(given(request));
        return own ? null : Response.status(Response.Status.FORBIDDEN).build();
    }

    private static @Nullable String given(ResteasyReactiveContainerRequestContext request) {
        String header = request.getHeaderString(Csrf.HEADER);
        if (header != null) {
            return header;
        }
        var context = (ResteasyReactiveRequestContext) request.getServerRequestContext();
        return context.getFormData() == null ? null : (String) context.getFormParameter(Csrf.FIELD, true, false);
    }

    /** A browser always says at least one of the two with a request that changes something. */
    private static boolean sameOrigin(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return false;
        }
        String origin = request.getHeader("Origin");
        return origin == null || origin.equals(ownOrigin(request));
    }

    private static String ownOrigin(HttpServerRequest request) {
        return URI.create(request.scheme() + "://" + request.authority()).toString();
    }
}
