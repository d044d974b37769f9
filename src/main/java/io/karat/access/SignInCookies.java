package io.karat.access;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * The two cookies of the pages: the session, and before there is one the secret that the sign-in form's token is derived
 * from. Out of reach of scripts, never sent from other sites; under https also bound to this host and never sent in clear.
 */
final class SignInCookies {

    private static final String SESSION = "karat_session";
    private static final String BEFORE = "karat_visit";
    private static final String BOUND = "__Host-";

    private SignInCookies() {}

    static Optional<String> session(RoutingContext context) {
        return value(context, SESSION);
    }

    static Optional<String> beforeSession(RoutingContext context) {
        return value(context, BEFORE);
    }

    static void beginSession(RoutingContext context, String secret) {
        set(context, SESSION, secret);
        clear(context, BEFORE);
    }

    static void endSession(RoutingContext context) {
        clear(context, SESSION);
    }

    static void beginVisit(RoutingContext context, String secret) {
        set(context, BEFORE, secret);
    }

    static boolean secure(RoutingContext context) {
        return "https".equals(context.request().scheme());
    }

    private static Optional<String> value(RoutingContext context, String name) {
        return Optional.ofNullable(context.request().getCookie(fullName(context, name)))
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty());
    }

    private static void set(RoutingContext context, String name, String secret) {
        context.response().addCookie(cookie(context, name, secret));
    }

    private static void clear(RoutingContext context, String name) {
        if (value(context, name).isPresent()) {
            context.response().addCookie(cookie(context, name, "").setMaxAge(0));
        }
    }

    private static Cookie cookie(RoutingContext context, String name, String value) {
        return Cookie.cookie(fullName(context, name), value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(secure(context))
                .setSameSite(CookieSameSite.STRICT);
    }

    private static String fullName(RoutingContext context, String name) {
        return secure(context) ? BOUND + name : name;
    }
}
