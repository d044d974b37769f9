package io.karat.access;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "account")
class AccountRow extends PanacheEntityBase {

    @Id
    public String name;

    @Column(name = "password_hash")
    public String passwordHash;

    public String role;
    public boolean disabled;
    public String theme;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "created_by")
    public String createdBy;

    @Column(name = "changed_by")
    public @Nullable String changedBy;

    @Column(name = "last_sign_in_at")
    public @Nullable Instant lastSignInAt;

    @SuppressWarnings("NullAway.Init")
    AccountRow() {}

    Role typedRole() {
        return Role.of(role)
                .orElseThrow(() -> new IllegalStateException("The role of account " + name + " is unknown: " + role));
    }

    Account toAccount() {
        return new Account(name, typedRole(), disabled, Theme.of(theme).orElse(Theme.SYSTEM), createdAt, lastSignInAt);
    }
}
