package io.karat.ui;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.qute.TemplateExtension;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the person who looks reads words, numbers and times, as their browser says: its languages, and its zone from a cookie
 * that the pages set. A language chosen in the settings goes before those of the browser.
 */
final class Locales {

    /** Set by {@code karat.js}: the name of a zone, for example {@code Europe/Berlin}. */
    static final String ZONE_COOKIE = "karat_zone";

    /** Set by {@link PreferencesPage}: the language somebody chose, in this browser. */
    static final String LANGUAGE_COOKIE = "karat_language";

    private static final int LONGEST = 200;

    private Locales() {}

    @TemplateExtension(namespace = "locale", matchName = "language")
    static String languageTag() {
        return language().toLanguageTag();
    }

    @TemplateExtension(namespace = "locale", matchName = "tag")
    static String localeTag() {
        return locale().toLanguageTag();
    }

    /** Of the words, one of {@link Messages#LANGUAGES}; English outside of a request. */
    static Locale language() {
        return chosen().orElseGet(() -> spoken(accepted()));
    }

    /** Of numbers and times; English outside of a request. */
    static Locale locale() {
        List<Locale> accepted = accepted();
        return chosen().map(language -> written(language, accepted))
                .orElseGet(() -> accepted.stream().findFirst().orElse(Locale.UK));
    }

    /** The language that was chosen, if it was. */
    static Optional<Locale> chosen() {
        return request()
                .map(context -> context.request().getCookie(LANGUAGE_COOKIE))
                .map(Cookie::getValue)
                .flatMap(Locales::known);
    }

    /** The language of the hub that has this tag. */
    static Optional<Locale> known(String tag) {
        return Messages.LANGUAGES.stream()
                .filter(language -> language.toLanguageTag().equals(tag))
                .findFirst();
    }

    /** UTC while the browser has not said another. */
    static ZoneId zone() {
        return request()
                .map(context -> context.request().getCookie(ZONE_COOKIE))
                .map(Cookie::getValue)
                .map(Locales::zone)
                .orElse(ZoneOffset.UTC);
    }

    /** Where the person is who looks, as 2027-01-31. */
    @TemplateExtension(namespace = "locale", matchName = "tomorrow")
    static String tomorrow() {
        return LocalDate.now(zone()).plusDays(1).toString();
    }

    /** The first of them that the hub speaks, or English. */
    static Locale spoken(List<Locale> accepted) {
        return accepted.stream()
                .flatMap(locale -> known(locale.getLanguage()).stream())
                .findFirst()
                .orElse(Locale.ENGLISH);
    }

    /** As the browser's own country writes the language, where it names one. */
    static Locale written(Locale language, List<Locale> accepted) {
        return accepted.stream()
                .filter(locale -> locale.getLanguage().equals(language.getLanguage()))
                .findFirst()
                .orElse(language.equals(Locale.ENGLISH) ? Locale.UK : language);
    }

    /** The languages of the header, best first; what is none is left out. */
    static List<Locale> accepted(String header) {
        if (header.length() > LONGEST) {
            return List.of();
        }
        try {
            return Locale.LanguageRange.parse(header).stream()
                    .filter(range -> range.getWeight() > 0 && !range.getRange().startsWith("*"))
                    .map(range -> Locale.forLanguageTag(range.getRange()))
                    .filter(locale -> !locale.getLanguage().isEmpty())
                    .toList();
        } catch (IllegalArgumentException _) {
            return List.of();
        }
    }

    private static List<Locale> accepted() {
        return request()
                .map(context -> context.request().getHeader("Accept-Language"))
                .map(Locales::accepted)
                .orElse(List.of());
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
