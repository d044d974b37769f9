package io.karat.access;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** From a session to the person whose it is. A session that has ended is nobody's; that is no error. */
@Singleton
final class SessionIdentities implements IdentityProvider<SessionRequest> {

    private static final SecurityIdentity NOBODY =
            QuarkusSecurityIdentity.builder().setAnonymous(true).build();

    private final Sessions sessions;

    SessionIdentities(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Class<SessionRequest> getRequestType() {
        return SessionRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(SessionRequest request, AuthenticationRequestContext context) {
        return context.runBlocking(() -> sessions.resume(request.secret())
                .map(SessionIdentities::identity)
                .orElse(NOBODY));
    }

    private static SecurityIdentity identity(Account account) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(account.name()))
                .addRole(account.role().label())
                .addAttribute(Access.CALLER, new Caller.Person(account.name()))
                .addAttribute(CurrentAccount.THEME, account.theme())
                .build();
    }
}
