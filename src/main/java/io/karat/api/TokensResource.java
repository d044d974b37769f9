package io.karat.api;

import io.karat.access.Access;
import io.karat.access.Roles;
import io.karat.access.Sources;
import io.karat.access.Token;
import io.karat.access.TokenIssue;
import io.karat.access.TokenScope;
import io.karat.access.Tokens;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Bearer tokens of systems. */
@Path("/api/v1/tokens")
@RolesAllowed(Roles.ADMIN)
@Tag(name = "Administration")
class TokensResource {

    private final Tokens tokens;
    private final Sources sources;
    private final Access access;

    TokensResource(Tokens tokens, Sources sources, Access access) {
        this.tokens = tokens;
        this.sources = sources;
        this.access = access;
    }

    @GET
    @Operation(summary = "All tokens, also those that are no longer good; never their secrets")
    public List<TokenView> all() {
        return tokens.all().stream().map(TokenView::of).toList();
    }

    @POST
    @Operation(
            summary = "Makes a token",
            description = "The secret is in this answer and nowhere else. At most two tokens of one source, of one"
                    + " subscription, or of one administrator's name are good at a time.")
    public Response issue(@Valid @NotNull Wish wish) {
        TokenScope scope = wish.scope();
        if (scope instanceof TokenScope.OfSource(String source)) {
            requireName(source);
            sources.ensure(source, access.actor());
        }
        return switch (tokens.issue(scope, wish.name().strip(), wish.expires(), access.actor())) {
            case TokenIssue.Issued(Token token, String secret) ->
                Response.status(Response.Status.CREATED)
                        .entity(new Issued(TokenView.of(token), secret))
                        .build();
            case TokenIssue.TwoLive() ->
                throw new ClientErrorException(
                        "Two tokens for this are good already; revoke one first", Response.Status.CONFLICT);
        };
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Revokes a token at once")
    public void revoke(UUID id) {
        if (!tokens.revoke(id, access.actor())) {
            throw new NotFoundException("There is no such token");
        }
    }

    private static void requireName(String source) {
        if (!Sources.isName(source)) {
            throw new BadRequestException(Sources.NAMES);
        }
    }

    /** What is asked for; {@code source} or {@code subscription} as the kind needs. */
    record Wish(
            @NotBlank String kind,
            @NotBlank @Size(max = 100) String name,
            @Nullable String source,
            @Nullable UUID subscription,
            @Nullable @Future Instant expires) {

        TokenScope scope() {
            if (kind.equals(TokenScope.ADMIN) && source == null && subscription == null) {
                return new TokenScope.Administration();
            }
            if (kind.equals(TokenScope.SOURCE) && source != null && subscription == null) {
                return new TokenScope.OfSource(source);
            }
            if (kind.equals(TokenScope.SUBSCRIBER) && subscription != null && source == null) {
                return new TokenScope.OfSubscription(subscription);
            }
            throw new BadRequestException("A token is of kind admin, of kind source with its source,"
                    + " or of kind subscriber with its subscription");
        }
    }

    record Issued(TokenView token, String secret) {}

    record TokenView(
            UUID id,
            String kind,
            @Nullable String source,
            @Nullable UUID subscription,
            String name,
            String prefix,
            Instant createdAt,
            String createdBy,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {

        static TokenView of(Token token) {
            return new TokenView(
                    token.id(),
                    token.scope().kind(),
                    token.scope() instanceof TokenScope.OfSource(String source) ? source : null,
                    token.scope() instanceof TokenScope.OfSubscription(UUID subscription) ? subscription : null,
                    token.name(),
                    token.prefix(),
                    token.createdAt(),
                    token.createdBy(),
                    token.expiresAt(),
                    token.lastUsedAt(),
                    token.revokedAt());
        }
    }
}
