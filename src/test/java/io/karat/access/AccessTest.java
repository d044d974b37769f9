package io.karat.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AccessTest {

    private final UUID subscription = UUID.randomUUID();
    private final NotedSources sources = new NotedSources();

    @Test
    void namesWhoActs() {
        assertThat(as(new Caller.Person("ada"), Roles.STEWARD).actor()).isEqualTo("user:ada");
        assertThat(as(new Caller.SourceSystem("crm"), Roles.SOURCE).actor()).isEqualTo("source:crm");
        assertThat(as(new Caller.Subscriber(subscription), Roles.SUBSCRIBER).actor())
                .isEqualTo("subscriber:" + subscription);
        assertThat(as(new Caller.Administration("operator"), Roles.ADMIN).actor())
                .isEqualTo("token:operator");
    }

    @Test
    void takesAPersonOfAProviderByName() {
        SecurityIdentity identity = QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal("ada"))
                .addRole(Roles.STEWARD)
                .build();

        assertThat(new Access(identity, sources).actor()).isEqualTo("user:ada");
    }

    @Test
    void letsASourceUseItselfAlone() {
        Access crm = as(new Caller.SourceSystem("crm"), Roles.SOURCE);

        crm.requireSource("crm");
        crm.requireReadable("crm");
        assertThatThrownBy(() -> crm.requireSource("shop")).isInstanceOf(ForbiddenException.class);
        assertThatThrownBy(() -> crm.requireSource("CRM")).isInstanceOf(ForbiddenException.class);
        assertThatThrownBy(() -> crm.requireReadable("shop")).isInstanceOf(ForbiddenException.class);
        assertThatThrownBy(() -> crm.requireSubscription(subscription)).isInstanceOf(ForbiddenException.class);
        assertThat(sources.ensured).isEmpty();
    }

    @Test
    void letsASubscriberUseItsSubscriptionAlone() {
        Access subscriber = as(new Caller.Subscriber(subscription), Roles.SUBSCRIBER);

        subscriber.requireSubscription(subscription);
        assertThatThrownBy(() -> subscriber.requireSubscription(UUID.randomUUID()))
                .isInstanceOf(ForbiddenException.class);
        assertThatThrownBy(() -> subscriber.requireSource("crm")).isInstanceOf(ForbiddenException.class);
        assertThatThrownBy(() -> subscriber.requireReadable("crm")).isInstanceOf(ForbiddenException.class);
    }

    @Test
    void letsPeopleReadButNotWriteForASource() {
        for (Role role : List.of(Role.VIEWER, Role.STEWARD)) {
            Access person = as(new Caller.Person("ada"), role.included().toArray(String[]::new));

            person.requireReadable("crm");
            assertThatThrownBy(() -> person.requireSource("crm")).isInstanceOf(ForbiddenException.class);
            assertThatThrownBy(() -> person.requireSubscription(subscription)).isInstanceOf(ForbiddenException.class);
        }
    }

    @Test
    void createsASourceWhenAnAdministratorFirstWritesForIt() {
        Access operator =
                as(new Caller.Administration("operator"), Role.ADMIN.included().toArray(String[]::new));

        operator.requireSource("crm");
        operator.requireSubscription(subscription);

        assertThat(sources.ensured).containsExactly("crm by token:operator");
    }

    @Test
    void doesNotActForNobody() {
        SecurityIdentity nobody =
                QuarkusSecurityIdentity.builder().setAnonymous(true).build();

        assertThatIllegalStateException().isThrownBy(() -> new Access(nobody, sources).actor());
    }

    private Access as(Caller caller, String... roles) {
        QuarkusSecurityIdentity.Builder identity = QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal("somebody"))
                .addAttribute(Access.CALLER, caller);
        for (String role : roles) {
            identity.addRole(role);
        }
        return new Access(identity.build(), sources);
    }

    private static final class NotedSources extends Sources {
        private final List<String> ensured = new ArrayList<>();

        @Override
        public void ensure(String name, String actor) {
            ensured.add(name + " by " + actor);
        }
    }
}
