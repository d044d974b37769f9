package io.karat.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads stewards' decisions. */
@ApplicationScoped
public class Decisions {

    private final DataSource database;

    Decisions(DataSource database) {
        this.database = database;
    }

    /** The entity type a decision is about, also of one that was undone. */
    public Optional<String> entityOf(UUID decision) {
        return Rows.read(
                        database,
                        "select entity from decision where id = ?",
                        (connection, statement) -> statement.setObject(1, decision),
                        row -> row.getString(1))
                .stream()
                .findFirst();
    }
}
