package io.karat.ui;

import io.karat.access.Accounts;
import io.karat.access.CurrentAccount;
import io.karat.access.Roles;
import io.karat.access.Theme;
import io.karat.ledger.Models;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person chooses for themselves: light or dark, the language, and the entity type they work with. */
@Path("/")
@RolesAllowed(Roles.VIEWER)
class PreferencesPage {

    private static final int YEAR = (int) Duration.ofDays(365).toSeconds();

    private final Accounts accounts;
    private final CurrentAccount account;
    private final Models models;

    PreferencesPage(Accounts accounts, CurrentAccount account, Models models) {
        this.accounts = accounts;
        this.account = account;
        this.models = models;
    }

    @POST
    @Path("theme")
    public Response theme(
            @FormParam("theme") @Nullable String label,
            @HeaderParam("HX-Request") @Nullable String part,
            @HeaderParam("Referer") @Nullable String from) {
        Theme theme = Optional.ofNullable(label)
                .flatMap(Theme::of)
                .orElseThrow(() -> new BadRequestException("a theme is system, light or dark"));
        accounts.chooseTheme(account.getName(), theme);
        return part != null ? Response.noContent().build() : Html.to(path(from));
    }

    /** Of all pages in this browser, the one to sign in included; without a language the browser's own. */
    @POST
    @Path("language")
    public Response language(
            @FormParam("language") @Nullable String tag, @HeaderParam("Referer") @Nullable String from) {
        String language = tag == null ? "" : tag;
        if (!language.isEmpty() && Locales.known(language).isEmpty()) {
            throw new BadRequestException("a language is one of " + Messages.LANGUAGES);
        }
        NewCookie cookie = cookie(Locales.LANGUAGE_COOKIE, language)
                .maxAge(language.isEmpty() ? 0 : YEAR)
                .build();
        return Response.fromResponse(Html.to(path(from))).cookie(cookie).build();
    }

    /** Keeps the page where it can show another type; a page about one record leads to the list. */
    @GET
    @Path("entity/{entity}")
    public Response entity(String entity, @HeaderParam("Referer") @Nullable String from) {
        if (models.find(entity).isEmpty()) {
            throw new NotFoundException();
        }
        String path = path(from).split("\\?", 2)[0];
        NewCookie cookie = cookie(Frames.ENTITY_COOKIE, entity).maxAge(YEAR).build();
        String to = path.startsWith("/golden")
                ? "/golden?entity=" + entity
                : path.startsWith("/reviews") ? "/reviews?entity=" + entity : path;
        return Response.fromResponse(Html.to(to)).cookie(cookie).build();
    }

    private static NewCookie.Builder cookie(String name, String value) {
        return new NewCookie.Builder(name).value(value).path("/").httpOnly(true).sameSite(NewCookie.SameSite.LAX);
    }

    /** Only ever a path of this hub, whatever the header says. */
    private static String path(@Nullable String address) {
        if (address == null) {
            return "/";
        }
        try {
            URI uri = URI.create(address);
            String path = uri.getRawPath();
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            return path == null || !path.startsWith("/") || path.startsWith("//") || path.startsWith("/entity")
                    ? "/"
                    : path + query;
        } catch (IllegalArgumentException e) {
            return "/";
        }
    }
}
