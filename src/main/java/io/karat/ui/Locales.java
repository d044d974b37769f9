package io.karat.ui;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the person who looks writes numbers and times, as their browser says: its languages, and its zone from a cookie that
 * the pages set. Words stay English.
 */
final class Locales {

    /** Set by {@code karat.js}: the name of a zone, for example {@code Europe/Berlin}. */
    static final String ZONE_COOKIE = "karat_zone";

    private static final int LONGEST = 200;

    private Locales() {}

    /** English outside of a request. */
    static Locale locale() {
        return request()
                .map(context -> context.request().getHeader("Accept-Language"))
                .map(Locales::preferred)
                .orElse(Locale.UK);
    }

    /** UTC while the browser has not said another. */
    static ZoneId zone() {
        return request()
                .map(context -> context.request().getCookie(ZONE_COOKIE))
                .map(Cookie::getValue)
                .map(Locales::zone)
                .orElse(ZoneOffset.UTC);
    }

    /** The first language that is one. */
    static Locale preferred(String languages) {
        if (languages.length() > LONGEST) {
            return Locale.UK;
        }
        try {
            List<Locale.LanguageRange> ranges = Locale.LanguageRange.parse(languages);
            return ranges.stream()
                    .filter(range -> range.getWeight() > 0 && !range.getRange().startsWith("*"))
                    .map(range -> Locale.forLanguageTag(range.getRange()))
                    .filter(locale -> !locale.getLanguage().isEmpty())
                    .findFirst()
                    .orElse(Locale.UK);
        } catch (IllegalArgumentException _) {
            return Locale.UK;
        }
    }

    private static @Nullable ZoneId zone(String cookie) {
        try {
            return ZoneId.of(URLDecoder.decode(cookie, StandardCharsets.UTF_8));
        } catch (DateTimeException | IllegalArgumentException _) {
            return null;
        }
    }

    private static Optional<RoutingContext> request() {
        ArcContainer container = Arc.container();
        return container != null && container.requestContext().isActive()
                ? Optional.ofNullable(container.instance(RoutingContext.class).get())
                : Optional.empty();
    }
}
