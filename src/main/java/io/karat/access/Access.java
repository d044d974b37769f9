package io.karat.access;

import io.karat.model.Approval;
import io.karat.model.EntityType;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.BadRequestException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Decides what the caller of the present request may do beyond the roles on the resource: which source, which
 * subscription.
 */
@ApplicationScoped
public class Access {

    static final String CALLER = "karat.caller";

    private final SecurityIdentity identity;
    private final Sources sources;

    Access(SecurityIdentity identity, Sources sources) {
        this.identity = identity;
        this.sources = sources;
    }

    /** As kept with a change: {@code user:ada}, {@code source:crm}, {@code subscriber:ID}, {@code token:NAME}. */
    public String actor() {
        return caller().actor();
    }

    /** What the caller may do, by the names of {@link Roles}. */
    public Set<String> roles() {
        return identity.getRoles();
    }

    /**
     * Lets the source's own token and administrators pass. An administrator's first write creates the source.
     *
     * @throws ForbiddenException for everybody else
     * @throws BadRequestException when this cannot be the name of a source
     */
    public void requireSource(String source) {
        if (identity.hasRole(Roles.ADMIN)) {
            if (!Sources.isName(source)) {
                throw new BadRequestException(Sources.NAMES);
            }
            sources.ensure(source, actor());
        } else if (!caller().equals(new Caller.SourceSystem(source))) {
            throw new ForbiddenException("This token may not use source " + source);
        }
    }

    /** As {@link #requireSource}, but for reading: stewards and viewers pass too, and nothing is created. */
    public void requireReadable(String source) {
        if (!identity.hasRole(Roles.VIEWER) && !caller().equals(new Caller.SourceSystem(source))) {
            throw new ForbiddenException("This token may not use source " + source);
        }
    }

    /**
     * Lets the subscription's own token and administrators pass.
     *
     * @throws ForbiddenException for everybody else
     */
    public void requireSubscription(UUID subscription) {
        if (!identity.hasRole(Roles.ADMIN) && !caller().equals(new Caller.Subscriber(subscription))) {
            throw new ForbiddenException("This token may not use subscription " + subscription);
        }
    }

    /** Whether the caller sees the personal data of an entity type. Systems see what they send or receive. */
    public boolean sees(EntityType type) {
        return !type.personal()
                || identity.hasRole(type.privacy().see())
                || identity.hasRole(Roles.SOURCE)
                || identity.hasRole(Roles.SUBSCRIBER);
    }

    /** Whether the caller may have the personal data of one golden record shown, for a reason. */
    public boolean mayReveal(EntityType type) {
        return identity.hasRole(type.privacy().reveal());
    }

    /** @throws ForbiddenException for who may not */
    public void requireReveal(EntityType type) {
        if (!mayReveal(type)) {
            throw new ForbiddenException(
                    "Showing personal data needs the role " + type.privacy().reveal());
        }
    }

    /** Whether the caller may approve what asks for this role. That they did not propose it is for the ledger to see. */
    public boolean mayApprove(Approval.By role) {
        return identity.hasRole(role.code());
    }

    /** @throws ForbiddenException for who may not approve what asks for this role */
    public void requireApprover(Approval.By role) {
        if (!mayApprove(role)) {
            throw new ForbiddenException("Approving this needs the role " + role.code());
        }
    }

    /** The roles whose approvals the caller can give. */
    public Set<String> approves() {
        return Arrays.stream(Approval.By.values())
                .filter(this::mayApprove)
                .map(Approval.By::code)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The subscription whose token this is; empty for every other caller. */
    public Optional<UUID> subscription() {
        return caller() instanceof Caller.Subscriber(UUID subscription) ? Optional.of(subscription) : Optional.empty();
    }

    private Caller caller() {
        if (identity.isAnonymous()) {
            throw new IllegalStateException("Nobody is signed in: the resource lacks a role");
        }
        Caller caller = identity.getAttribute(CALLER);
        return caller == null ? new Caller.Person(identity.getPrincipal().getName()) : caller;
    }
}
