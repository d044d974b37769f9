package io.karat.intake;

import io.karat.boot.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import javax.sql.DataSource;

/** The maps from columns to attributes that were posted, by name. */
@ApplicationScoped
public class ColumnMaps {

    private final Database database;

    ColumnMaps(DataSource source) {
        this.database = new Database(source);
    }

    public Optional<ColumnMap> find(String name) {
        return database
                .read(
                        "select columns from column_map where name = ?",
                        row -> new ColumnMap(ChunkText.columns(row.getString(1))),
                        name)
                .stream()
                .findFirst();
    }

    public void keep(String name, ColumnMap map, String actor) {
        database.write(
                "insert into column_map (name, columns, changed_at, changed_by) values (?, ?::jsonb, now(), ?)"
                        + " on conflict (name) do update set columns = excluded.columns,"
                        + " changed_at = excluded.changed_at, changed_by = excluded.changed_by",
                name,
                ChunkText.write(map.columns()),
                actor);
    }
}
