package io.karat.access;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "account_session")
class SessionRow extends PanacheEntityBase {

    @Id
    public byte[] hash;

    public String account;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "last_seen_at")
    public Instant lastSeenAt;

    @SuppressWarnings("NullAway.Init")
    SessionRow() {}
}
