package io.karat.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What people said of a question that two of them decide. While a second person is awaited, each sees only their own. */
@ApplicationScoped
public class Verdicts {

    private final DataSource database;

    Verdicts(DataSource database) {
        this.database = database;
    }

    /** @param verdict same, different or accepted */
    public record Verdict(
            String account, String verdict, @Nullable String reason, Instant at) {}

    /** What the account may see, the first one first. */
    public List<Verdict> of(UUID review, String account) {
        return ReviewQuery.of("select v.account, v.verdict, v.reason, v.at from review_verdict v"
                        + " join review q on q.id = v.review and q.evidence = v.evidence")
                .and("q.id = ?", review)
                .and("(q.first_by is null or v.account = ?)", account)
                .then("order by v.at, v.account")
                .all(
                        database,
                        row -> new Verdict(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getObject(4, OffsetDateTime.class).toInstant()));
    }

    /** Takes a verdict back that still waits for a second one; false when there is none. */
    public boolean takeBack(UUID review, String account) {
        ReviewQuery update = ReviewQuery.of("update review set first_by = null")
                .and("id = ?", review)
                .and("state = 'open'")
                .and("first_by = ?", account);
        String forgotten = "forgotten as (delete from review_verdict v using changed where v.review = changed.id),";
        return Note.of("took-back", account)
                .after(update, forgotten)
                .review(database)
                .isPresent();
    }
}
