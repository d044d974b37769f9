package io.karat.ui;

import io.karat.access.Access;
import io.karat.access.Account;
import io.karat.access.AccountChange;
import io.karat.access.Accounts;
import io.karat.access.CurrentAccount;
import io.karat.access.Role;
import io.karat.access.Roles;
import io.karat.ledger.Models;
import io.karat.ledger.Reindex;
import io.karat.model.EntityType;
import io.karat.ui.Desk.Notice;
import io.karat.ui.SettingsSheet.Index;
import io.karat.ui.SettingsSheet.Language;
import io.karat.ui.SettingsSheet.Person;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an administrator sets, and the models that stand in files. */
@Path("/settings")
@RolesAllowed(Roles.ADMIN)
class SettingsPage {

    private final Frames frames;
    private final Accounts accounts;
    private final CurrentAccount account;
    private final Models models;
    private final Reindex reindex;
    private final Access access;

    SettingsPage(
            Frames frames, Accounts accounts, CurrentAccount account, Models models, Reindex reindex, Access access) {
        this.frames = frames;
        this.accounts = accounts;
        this.account = account;
        this.models = models;
        this.reindex = reindex;
        this.access = access;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    public Response show() {
        return page(null);
    }

    @POST
    @Path("accounts")
    public Response create(
            @FormParam("name") @Nullable String name,
            @FormParam("password") @Nullable String password,
            @FormParam("role") @Nullable String role) {
        return after(accounts.create(
                name == null ? "" : name.strip(), password == null ? "" : password, role(role), access.actor()));
    }

    @POST
    @Path("accounts/{name}")
    public Response change(
            String name, @FormParam("role") @Nullable String role, @FormParam("disabled") @Nullable Boolean disabled) {
        return after(accounts.change(name, role == null ? null : role(role), disabled, access.actor()));
    }

    @POST
    @Path("accounts/{name}/password")
    public Response password(String name, @FormParam("password") @Nullable String password) {
        return after(accounts.resetPassword(name, password == null ? "" : password, access.actor()));
    }

    @POST
    @Path("reindex/{entity}")
    public Response rebuild(String entity, @HeaderParam("HX-Request") @Nullable String part) {
        EntityType type = models.find(entity).orElseThrow(NotFoundException::new);
        reindex.start(type.name());
        return part == null ? Html.to("/settings") : index(entity);
    }

    /** How far a rebuild is; asks again by itself while it runs. */
    @GET
    @Path("reindex/{entity}")
    @RolesAllowed(Roles.VIEWER)
    public Response index(String entity) {
        EntityType type = models.find(entity).orElseThrow(NotFoundException::new);
        return Html.page(Templates.index(frames.frame("settings", Messages.text("common-settings")), indexOf(type)))
                .build();
    }

    private Response after(AccountChange change) {
        return switch (change) {
            case AccountChange.Done done -> Html.to("/settings");
            case AccountChange.NameTaken() ->
                page(new Notice(
                        "warn", Messages.text("admin-account-exists"), Messages.text("admin-choose-another-name")));
            case AccountChange.NoSuchAccount() -> throw new NotFoundException();
            case AccountChange.LastAdministrator() ->
                page(new Notice(
                        "warn",
                        Messages.text("admin-last-administrator"),
                        Messages.text("admin-last-administrator-text")));
            case AccountChange.Refused(String why) ->
                page(new Notice("warn", Messages.text("admin-cannot-be-used"), Messages.translated(why)));
        };
    }

    private Response page(@Nullable Notice notice) {
        List<Person> people =
                account.isAdmin() ? accounts.all().stream().map(this::person).toList() : List.of();
        SettingsSheet sheet = new SettingsSheet(
                languages(), people, models.all().stream().map(this::model).toList(), notice);
        return Html.page(Templates.settings(frames.frame("settings", Messages.text("common-settings")), sheet))
                .build();
    }

    private static List<Language> languages() {
        Optional<Locale> chosen = Locales.chosen();
        return Messages.LANGUAGES.stream()
                .map(language -> new Language(
                        language.toLanguageTag(),
                        language.getDisplayLanguage(language),
                        chosen.filter(language::equals).isPresent()))
                .toList();
    }

    private Person person(Account of) {
        return new Person(
                of.name(),
                of.role().label(),
                of.disabled(),
                When.of(of.createdAt()),
                When.of(of.lastSignInAt()),
                of.name().equals(account.getName()));
    }

    private SettingsSheet.Model model(EntityType type) {
        return new SettingsSheet.Model(
                type.name(),
                type.label(),
                type.title(),
                Words.probability(type.matching().link()),
                Words.probability(type.matching().review()),
                type.attributes().stream()
                        .map(a -> ModelWords.attribute(type, a))
                        .toList(),
                indexOf(type));
    }

    private Index indexOf(EntityType type) {
        Reindex.Progress progress = reindex.progress(type.name());
        return progress == null
                ? new Index(type.name(), type.labelMany(), "", 0, 0, "")
                : new Index(
                        type.name(),
                        type.labelMany(),
                        progress.state(),
                        progress.done(),
                        Math.max(1, progress.total()),
                        Messages.text(
                                "admin-records-of",
                                progress.total(),
                                Words.number(progress.total()),
                                Words.number(progress.done())));
    }

    private static Role role(@Nullable String label) {
        return Optional.ofNullable(label)
                .flatMap(Role::of)
                .orElseThrow(() -> new BadRequestException("a role is admin, steward or viewer"));
    }
}
