package io.karat.api;

import io.karat.access.Access;
import io.karat.access.HidesPersonal;
import io.karat.access.ShowsValues;
import io.karat.ledger.Models;
import io.karat.model.EntityType;
import io.quarkus.security.ForbiddenException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Closes what shows values to callers from whom the personal data of an entity type are hidden. Where a request does not
 * say which entity type it is about, it may be about any.
 */
@Singleton
final class PersonalData {

    private final Access access;
    private final Models models;

    PersonalData(Access access, Models models) {
        this.access = access;
        this.models = models;
    }

    @ServerRequestFilter
    void check(ResourceInfo resource, UriInfo uri) {
        if (showsValues(resource.getResourceMethod()) && about(uri).stream().anyMatch(type -> !access.sees(type))) {
            if (uri.getPath().startsWith("/api/")) {
                throw Refused.of(
                        Response.Status.FORBIDDEN,
                        "personal.hidden",
                        "Personal data are hidden from your role. Golden records can be read without them, and"
                                + " revealed one by one.");
            }
            throw new ForbiddenException("personal data are hidden from this role");
        }
    }

    private static boolean showsValues(@Nullable Method method) {
        return method != null
                && (method.isAnnotationPresent(ShowsValues.class)
                        || method.getDeclaringClass().isAnnotationPresent(ShowsValues.class)
                                && !method.isAnnotationPresent(HidesPersonal.class));
    }

    /** What the path names; a parameter counts only where the path names nothing at all. */
    private List<EntityType> about(UriInfo uri) {
        String named = uri.getPathParameters().isEmpty()
                ? uri.getQueryParameters().getFirst("entity")
                : uri.getPathParameters().getFirst("entity");
        return Optional.ofNullable(named)
                .flatMap(models::find)
                .map(List::of)
                .orElseGet(() -> List.copyOf(models.all()));
    }
}
