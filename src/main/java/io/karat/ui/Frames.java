package io.karat.ui;

import io.karat.access.Csrf;
import io.karat.access.CurrentAccount;
import io.karat.ledger.Models;
import io.karat.model.EntityType;
import io.karat.review.Budgets;
import io.karat.review.Filter;
import io.karat.review.Reviews;
import io.karat.ui.Frame.EntityChoice;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the frame of a page for the person who looks. */
@RequestScoped
class Frames {

    /** Remembers the entity type last worked with. */
    static final String ENTITY_COOKIE = "karat_entity";

    /** The rail has room for three digits, and counting on would cost every page. */
    private static final int MOST_SHOWN = 999;

    private final Models models;
    private final CurrentAccount account;
    private final Csrf csrf;
    private final Reviews reviews;
    private final Assets assets;
    private final RoutingContext context;

    Frames(Models models, CurrentAccount account, Csrf csrf, Reviews reviews, Assets assets, RoutingContext context) {
        this.models = models;
        this.account = account;
        this.csrf = csrf;
        this.reviews = reviews;
        this.assets = assets;
        this.context = context;
    }

    Frame frame(String section, String title) {
        return frame(section, title, null);
    }

    /** @param entity that the page is about, or null for the one last worked with */
    Frame frame(String section, String title, @Nullable String entity) {
        List<EntityChoice> choices = models.all().stream()
                .map(type -> new EntityChoice(type.name(), type.label(), type.labelMany()))
                .toList();
        EntityType current = current(entity);
        long open = reviews.count(Filter.ALL.within(Budgets.of(models.all())), MOST_SHOWN + 1);
        return new Frame(
                section,
                title,
                new EntityChoice(current.name(), current.label(), current.labelMany()),
                choices,
                viewer(),
                open,
                Words.number(Math.min(open, MOST_SHOWN), open > MOST_SHOWN),
                assets.version());
    }

    EntityType current(@Nullable String entity) {
        return Optional.ofNullable(entity)
                .or(this::remembered)
                .flatMap(models::find)
                .or(() -> models.all().stream().findFirst())
                .orElseThrow(() -> new IllegalStateException("the hub was started without an entity type"));
    }

    String accountName() {
        return account.getName();
    }

    private Optional<String> remembered() {
        Cookie cookie = context.request().getCookie(ENTITY_COOKIE);
        return Optional.ofNullable(cookie).map(Cookie::getValue);
    }

    private Frame.Viewer viewer() {
        return new Frame.Viewer(
                account.getName(),
                account.role()
                        .map(role -> Messages.text("common-role-" + role.label()))
                        .orElse(""),
                account.isSteward(),
                account.isAdmin(),
                account.getTheme(),
                csrf.getToken());
    }
}
