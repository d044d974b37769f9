package io.karat.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Filters of the queue by name: everybody's own, and those that somebody shares with all. */
@ApplicationScoped
public class Views {

    public static final int LONGEST_NAME = 60;
    public static final int LONGEST_QUERY = 2_000;

    private static final String COLUMNS = "id, owner, name, query, shared";

    private final DataSource database;

    Views(DataSource database) {
        this.database = database;
    }

    /** @param query the filter as it stands in the address, without the question mark */
    public record View(UUID id, String owner, String name, String query, boolean shared) {}

    /** Those that the account may use, its own first. */
    public List<View> of(String account) {
        return ReviewQuery.of("select " + COLUMNS + " from review_view")
                .and("(owner = ? or shared)", account)
                .then("order by owner <> ?, lower(name), id", account)
                .all(database, Views::view);
    }

    /** If the account may use it. */
    public Optional<View> find(UUID id, String account) {
        return ReviewQuery.of("select " + COLUMNS + " from review_view")
                .and("id = ?", id)
                .and("(owner = ? or shared)", account)
                .one(database, Views::view);
    }

    /** Keeps a filter by name; of the same name, the account has one. */
    public View keep(String name, String query, boolean shared, String account) {
        return ReviewQuery.of(
                        "insert into review_view (id, owner, name, query, shared) values (gen_random_uuid(), ?, ?, ?, ?)"
                                + " on conflict (owner, name) do update set query = excluded.query,"
                                + " shared = excluded.shared returning " + COLUMNS,
                        account,
                        name,
                        query,
                        shared)
                .one(database, Views::view)
                .orElseThrow();
    }

    /** False when the account has no such view; one that is shared is its owner's. */
    public boolean forget(UUID id, String account) {
        return ReviewQuery.of("delete from review_view")
                .and("id = ?", id)
                .and("owner = ?", account)
                .then("returning id")
                .one(database, row -> row.getObject(1, UUID.class))
                .isPresent();
    }

    private static View view(ResultSet row) throws SQLException {
        return new View(
                row.getObject("id", UUID.class),
                row.getString("owner"),
                row.getString("name"),
                row.getString("query"),
                row.getBoolean("shared"));
    }
}
