package io.karat.access;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "source")
class SourceRow extends PanacheEntityBase {

    @Id
    public String name;

    public String label;
    public short colour;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "created_by")
    public String createdBy;

    @Column(name = "changed_by")
    public @Nullable String changedBy;

    @SuppressWarnings("NullAway.Init")
    SourceRow() {}

    Source toSource() {
        return new Source(name, label, colour, createdAt);
    }
}
