package io.karat.access;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.stream.Collectors;

/** Adds the roles that a role includes, wherever the identity comes from. */
@Singleton
final class IncludedRoles implements SecurityIdentityAugmentor {

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        Set<String> included = identity.getRoles().stream()
                .flatMap(role -> Role.of(role).stream())
                .flatMap(role -> role.included().stream())
                .collect(Collectors.toSet());
        if (identity.getRoles().containsAll(included)) {
            return Uni.createFrom().item(identity);
        }
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder(identity)
                        .addRoles(included)
                        .build());
    }
}
