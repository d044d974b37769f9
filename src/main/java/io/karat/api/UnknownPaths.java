package io.karat.api;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Answers for paths under {@code /api} that no resource has. */
@Singleton
final class UnknownPaths {

    void register(@Observes Router router) {
        router.route("/api*").last().handler(UnknownPaths::refuse);
    }

    private static void refuse(RoutingContext context) {
        context.response()
                .setStatusCode(404)
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(new JsonObject()
                        .put("type", "urn:karat:problem:not-found")
                        .put("code", "not-found")
                        .put("title", "Not Found")
                        .put("status", 404)
                        .put("detail", "There is no such resource; /q/openapi lists all")
                        .encode());
    }
}
