package io.karat.access;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The one way in. Systems come with a bearer token, people with the cookie of a session; the cookie opens no API, so that
 * no other site can make a browser call it. Where an OpenID Connect provider is configured it takes the place of the
 * hub's own sessions, and of every bearer token that is not the hub's.
 */
@Alternative
@Priority(1)
@Singleton
final class SignInMechanism implements HttpAuthenticationMechanism {

    private static final String BEARER = "Bearer ";

    private final OidcAuthenticationMechanism openId;
    private final boolean openIdEnabled;

    SignInMechanism(
            OidcAuthenticationMechanism openId,
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean openIdEnabled) {
        this.openId = openId;
        this.openIdEnabled = openIdEnabled;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        Channel channel = Channel.of(context);
        Optional<String> bearer = bearer(context);
        if (channel == Channel.ASSET) {
            return Uni.createFrom().nullItem();
        }
        if (bearer.isPresent() && channel != Channel.PAGE) {
            return foreign(bearer.get())
                    ? openId.authenticate(context, identities)
                    : identities.authenticate(new TokenRequest(bearer.get()));
        }
        if (channel == Channel.API) {
            return Uni.createFrom().nullItem();
        }
        if (openIdEnabled) {
            return openId.authenticate(context, identities);
        }
        return SignInCookies.session(context)
                .map(secret -> identities.authenticate(new SessionRequest(secret)))
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return switch (Channel.of(context)) {
            case API, OPERATIONS, ASSET ->
                Uni.createFrom()
                        .item(new ChallengeData(401, HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"karat\""));
            case PAGE -> pageChallenge(context);
        };
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        return getChallenge(context).map(challenge -> {
            context.response().setStatusCode(challenge.status);
            challenge.getHeaders().forEach((name, value) -> context.response().putHeader(name, value));
            if (Channel.of(context) == Channel.API) {
                context.response().putHeader(HttpHeaderNames.CONTENT_TYPE, "application/problem+json");
                context.end(new JsonObject()
                        .put("type", "urn:karat:problem:unauthorized")
                        .put("code", "unauthorized")
                        .put("title", "Unauthorized")
                        .put("status", 401)
                        .put("detail", "Send a valid token: Authorization: Bearer TOKEN")
                        .encode());
            }
            return true;
        });
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        Set<Class<? extends AuthenticationRequest>> types = new HashSet<>(openId.getCredentialTypes());
        types.add(TokenRequest.class);
        types.add(SessionRequest.class);
        return types;
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return Uni.createFrom().item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, "bearer"));
    }

    private Uni<ChallengeData> pageChallenge(RoutingContext context) {
        if (fragment(context)) {
            return Uni.createFrom().item(wholePage(context));
        }
        return openIdEnabled ? openId.getChallenge(context) : Uni.createFrom().item(toSignInPage(context));
    }

    private static boolean fragment(RoutingContext context) {
        return context.request().headers().contains("HX-Request");
    }

    /**
     * The browser would follow a redirect into the fragment. Told so, it loads the page as a whole: the sign-in form, or its
     * own address again, from where the provider takes over.
     */
    private ChallengeData wholePage(RoutingContext context) {
        ReturnPath page = ReturnPath.ofAddress(context.request().getHeader("HX-Current-URL"));
        return new ChallengeData(401, Map.of("HX-Redirect", openIdEnabled ? page.path() : page.signIn()));
    }

    private static ChallengeData toSignInPage(RoutingContext context) {
        boolean reads = context.request().method().equals(HttpMethod.GET);
        ReturnPath path = reads ? ReturnPath.of(context.request().uri()) : ReturnPath.HOME;
        return new ChallengeData(303, HttpHeaderNames.LOCATION, path.signIn());
    }

    private boolean foreign(String token) {
        return openIdEnabled && !token.startsWith(Tokens.PREFIX);
    }

    private static Optional<String> bearer(RoutingContext context) {
        String header = context.request().getHeader(HttpHeaderNames.AUTHORIZATION);
        if (header == null) {
            return Optional.empty();
        }
        if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new AuthenticationFailedException("Only bearer tokens are understood");
        }
        return Optional.of(header.substring(BEARER.length()).strip());
    }
}
