package io.karat.access;

import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** By what way a request comes, which says what it may sign in with and how it is turned away. */
enum Channel {
    /** Systems: bearer tokens, problem documents, never a redirect. */
    API,
    /** The hub's own endpoints for operators: both. */
    OPERATIONS,
    /** Files that are the same for everybody. */
    ASSET,
    /** People in a browser: a session cookie, redirects to the sign-in page. */
    PAGE;

    private static final List<String> ASSETS = List.of("/webjars/", "/assets/");

    static Channel of(RoutingContext context) {
        return of(context.normalizedPath());
    }

    static Channel of(String path) {
        if (under(path, "/api")) {
            return API;
        }
        if (under(path, "/q")) {
            return OPERATIONS;
        }
        boolean asset = ASSETS.stream().anyMatch(path::startsWith) || path.equals("/favicon.ico");
        return asset ? ASSET : PAGE;
    }

    private static boolean under(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }
}
