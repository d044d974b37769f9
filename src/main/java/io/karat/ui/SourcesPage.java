package io.karat.ui;

import io.karat.access.Access;
import io.karat.access.Roles;
import io.karat.access.Source;
import io.karat.access.Sources;
import io.karat.access.Token;
import io.karat.access.TokenIssue;
import io.karat.access.TokenScope;
import io.karat.access.Tokens;
import io.karat.ledger.Models;
import io.karat.ledger.SourceRecords;
import io.karat.ledger.SourceRecords.SourceCount;
import io.karat.model.EntityType;
import io.karat.ui.Desk.Notice;
import io.karat.ui.SourceSheet.Count;
import io.karat.ui.SourceSheet.Line;
import io.karat.ui.SourceSheet.NewSecret;
import io.karat.ui.SourceSheet.TokenLine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The systems that push records, and their tokens. */
@Path("/sources")
@RolesAllowed(Roles.ADMIN)
class SourcesPage {

    private final Frames frames;
    private final Sources sources;
    private final SourceRecords records;
    private final Models models;
    private final Tokens tokens;
    private final Access access;

    SourcesPage(Frames frames, Sources sources, SourceRecords records, Models models, Tokens tokens, Access access) {
        this.frames = frames;
        this.sources = sources;
        this.records = records;
        this.models = models;
        this.tokens = tokens;
        this.access = access;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    public Response show() {
        return page(null, null);
    }

    /** Makes a token, and the source where there is none of this name. */
    @POST
    @Path("token")
    public Response issue(@FormParam("source") @Nullable String source, @FormParam("name") @Nullable String name) {
        String of = source == null ? "" : source.strip();
        if (!Sources.isName(of)) {
            return page(
                    new Notice("warn", Messages.text("admin-no-name-of-a-source"), Messages.text("admin-use-a-to-z")),
                    null);
        }
        String called = name == null || name.isBlank() ? of : name.strip();
        sources.ensure(of, access.actor());
        return switch (tokens.issue(new TokenScope.OfSource(of), called, null, access.actor())) {
            case TokenIssue.Issued(Token token, String secret) ->
                page(
                        null,
                        new NewSecret(
                                Messages.text("admin-token-of", of), Messages.text("admin-token-of-text"), secret));
            case TokenIssue.TwoLive() ->
                page(
                        new Notice(
                                "warn", Messages.text("admin-two-tokens", of), Messages.text("admin-two-tokens-text")),
                        null);
        };
    }

    @POST
    @Path("token/{id}/revoke")
    public Response revoke(UUID id) {
        if (!tokens.revoke(id, access.actor())) {
            throw new NotFoundException();
        }
        return Html.to("/sources");
    }

    @POST
    @Path("{source}/label")
    public Response rename(String source, @FormParam("label") @Nullable String label) {
        if (label != null && !label.isBlank() && !sources.rename(source, label.strip(), access.actor())) {
            throw new NotFoundException();
        }
        return Html.to("/sources");
    }

    private Response page(@Nullable Notice notice, @Nullable NewSecret secret) {
        List<SourceCount> counts = records.counts();
        List<Token> all = tokens.all();
        Instant now = Instant.now();
        List<Line> lines = sources.all().stream()
                .map(source -> line(source, counts, all, now))
                .toList();
        return Html.page(Templates.sources(
                        frames.frame("sources", Messages.text("common-sources")),
                        new SourceSheet(lines, notice, secret)))
                .build();
    }

    private Line line(Source source, List<SourceCount> counts, List<Token> all, Instant now) {
        return new Line(
                source.name(),
                source.label(),
                source.colour(),
                When.of(source.createdAt()),
                counts.stream()
                        .filter(c -> c.source().equals(source.name()))
                        .map(this::count)
                        .toList(),
                all.stream()
                        .filter(t -> t.scope().equals(new TokenScope.OfSource(source.name())))
                        .map(t -> token(t, now))
                        .toList());
    }

    private Count count(SourceCount count) {
        String many = models.find(count.entity()).map(EntityType::labelMany).orElse(count.entity());
        return new Count(
                many,
                Words.number(count.live()),
                Words.number(count.deleted()),
                Words.number(count.quarantined()),
                count.quarantined() > 0);
    }

    private static TokenLine token(Token token, Instant now) {
        boolean live = token.liveAt(now);
        return new TokenLine(
                token.id().toString(),
                token.name(),
                token.prefix(),
                When.of(token.createdAt()),
                Words.actor(token.createdBy()),
                When.of(token.lastUsedAt()),
                Messages.text(
                        live
                                ? "admin-token-good"
                                : token.revokedAt() != null ? "admin-token-revoked" : "admin-token-expired"),
                live);
    }
}
