package io.karat.access;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.Optional;

/** The person who looks at the page, for templates as {@code inject:account}. */
@RequestScoped
@Named("account")
public class CurrentAccount {

    static final String THEME = "karat.theme";

    private final SecurityIdentity identity;

    CurrentAccount(SecurityIdentity identity) {
        this.identity = identity;
    }

    public boolean isSignedIn() {
        return !identity.isAnonymous();
    }

    /** Empty while nobody is signed in. */
    public String getName() {
        return identity.isAnonymous() ? "" : identity.getPrincipal().getName();
    }

    /** The strongest role, or empty. */
    public Optional<Role> role() {
        return identity.hasRole(Roles.ADMIN)
                ? Optional.of(Role.ADMIN)
                : identity.hasRole(Roles.APPROVER)
                        ? Optional.of(Role.APPROVER)
                        : identity.hasRole(Roles.STEWARD)
                                ? Optional.of(Role.STEWARD)
                                : identity.hasRole(Roles.VIEWER) ? Optional.of(Role.VIEWER) : Optional.empty();
    }

    public boolean isAdmin() {
        return identity.hasRole(Roles.ADMIN);
    }

    public boolean isSteward() {
        return identity.hasRole(Roles.STEWARD);
    }

    /** The label of the theme: {@code system}, {@code light} or {@code dark}. */
    public String getTheme() {
        Theme theme = identity.getAttribute(THEME);
        return (theme == null ? Theme.SYSTEM : theme).label();
    }
}
