package io.karat.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** From a bearer token to what it may do. */
@Singleton
final class TokenIdentities implements IdentityProvider<TokenRequest> {

    private final Tokens tokens;

    TokenIdentities(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Class<TokenRequest> getRequestType() {
        return TokenRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(TokenRequest request, AuthenticationRequestContext context) {
        return context.runBlocking(() -> tokens.verify(request.secret())
                .map(TokenIdentities::identity)
                .orElseThrow(() -> new AuthenticationFailedException("The token is unknown, expired or revoked")));
    }

    private static SecurityIdentity identity(Token token) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(token.name()))
                .addRole(token.scope().kind())
                .addAttribute(Access.CALLER, Caller.of(token))
                .build();
    }
}
