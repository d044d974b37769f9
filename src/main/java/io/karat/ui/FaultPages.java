package io.karat.ui;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Gives people a page where a system would get a problem document. */
@Singleton
final class FaultPages {

    private static final List<String> SYSTEMS = List.of("/api", "/q/", "/webjars/", "/assets/");

    private final Assets assets;

    FaultPages(Assets assets) {
        this.assets = assets;
    }

    @ServerResponseFilter
    void show(ContainerResponseContext response, RoutingContext context) {
        String path = context.normalizedPath();
        boolean page = SYSTEMS.stream().noneMatch(path::startsWith);
        boolean html = MediaType.TEXT_HTML_TYPE.isCompatible(
                response.getMediaType() == null ? MediaType.APPLICATION_JSON_TYPE : response.getMediaType());
        if (page && response.getStatus() >= 400 && !html) {
            Fault fault = Fault.of(response.getStatus(), assets.version());
            response.getHeaders()
                    .putSingle("Content-Language", Locales.language().toLanguageTag());
            response.getHeaders().putSingle("Vary", "Accept-Language, Cookie");
            response.setEntity(Templates.fault(fault).render(), null, MediaType.valueOf(Html.TYPE));
        }
    }
}
