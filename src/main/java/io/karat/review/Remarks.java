package io.karat.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** What people say about golden records. What was said of an id that was merged away is shown with its heir. */
@ApplicationScoped
public class Remarks {

    public static final int LONGEST = 2_000;

    private static final int MOST = 500;

    private final DataSource database;

    Remarks(DataSource database) {
        this.database = database;
    }

    /** @param author as actors are kept: {@code user:ada} */
    public record Remark(UUID id, UUID golden, String author, Instant at, String text) {}

    public UUID add(String entity, UUID golden, String text, String author) {
        return ReviewQuery.of(
                        "insert into golden_comment (entity, golden_id, author, text) values (?, ?, ?, ?) returning id",
                        entity,
                        golden,
                        author,
                        text)
                .one(database, row -> row.getObject(1, UUID.class))
                .orElseThrow();
    }

    /** In the order in which they were written. */
    public List<Remark> of(String entity, UUID golden) {
        return ReviewQuery.of("""
                        with recursive came (id) as (select ?::uuid
                            union select l.from_id from golden_lineage l join came on l.to_id = came.id
                            where l.kind = 'merged' and l.entity = ?)
                        select c.id, c.golden_id, c.author, c.at, c.text
                        from golden_comment c join came on c.golden_id = came.id""", golden, entity)
                .and("c.entity = ?", entity)
                .then("order by c.at, c.id limit ?", MOST)
                .all(
                        database,
                        row -> new Remark(
                                row.getObject(1, UUID.class),
                                row.getObject(2, UUID.class),
                                row.getString(3),
                                row.getObject(4, OffsetDateTime.class).toInstant(),
                                row.getString(5)));
    }

    /** Takes a remark back; only its author can. False when there is none of theirs. */
    public boolean remove(String entity, UUID remark, String author) {
        return ReviewQuery.of("delete from golden_comment")
                .and("id = ?", remark)
                .and("entity = ?", entity)
                .and("author = ?", author)
                .then("returning id")
                .one(database, row -> row.getObject(1, UUID.class))
                .isPresent();
    }
}
