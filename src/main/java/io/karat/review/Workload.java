package io.karat.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/** How the work on questions goes: how long they wait, how many are answered, and how many answers do not last. */
@ApplicationScoped
public class Workload {

    /** Ages in days at which a new class begins; the first begins at 0. */
    public static final List<Integer> AGES = List.of(1, 3, 7, 14, 30);

    private final DataSource database;

    Workload(DataSource database) {
        this.database = database;
    }

    /** @param age the number of its class of {@link #AGES}, from 0 */
    public record Waiting(String entity, Review.Kind kind, int age, long questions) {}

    /** Open questions by how long they are open without a break. */
    public List<Waiting> waiting() {
        return ReviewQuery.of("select entity, kind,"
                        + " width_bucket(extract(epoch from now() - waiting_since) / 86400, array[1, 3, 7, 14, 30]::numeric[]),"
                        + " count(*) from review")
                .and("state = 'open'")
                .then("group by 1, 2, 3 order by 1, 2, 3")
                .all(
                        database,
                        row -> new Waiting(
                                row.getString(1),
                                Review.Kind.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                                row.getInt(3),
                                row.getLong(4)));
    }

    /**
     * What somebody decided on one day (UTC).
     *
     * @param takenBack undone by the one who decided
     * @param overturned undone by another, or answered otherwise later on
     */
    public record Day(LocalDate day, String author, long decided, long takenBack, long overturned) {}

    /** Answers to questions in the last days, today included, by day and author. */
    public List<Day> days(int days) {
        return ReviewQuery.of("""
                        select (d.at at time zone 'UTC')::date, d.author, count(*),
                            count(*) filter (where d.released_by = d.author and not o.otherwise),
                            count(*) filter (where d.released_by <> d.author or o.otherwise)
                        from decision d cross join lateral (select exists (
                            select 1 from decision l where l.review_id = d.review_id and l.at > d.at
                            and l.verdict <> d.verdict) as otherwise) o""")
                .and("d.review_id is not null")
                .and(
                        "d.at >= (date_trunc('day', now() at time zone 'UTC') - ? * interval '1 day') at time zone 'UTC'",
                        days - 1)
                .then("group by 1, 2 order by 1, 2")
                .all(
                        database,
                        row -> new Day(
                                row.getObject(1, LocalDate.class),
                                row.getString(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5)));
    }

    /** Open questions that are overdue, by entity type and kind. */
    public List<Overdue> overdue(List<Filter.Deadline> deadlines) {
        return deadlines.stream()
                .map(deadline -> new Overdue(
                        deadline.entity(),
                        deadline.kind(),
                        deadline.after().toSeconds(),
                        ReviewQuery.of("select count(*) from review")
                                .and("state = 'open'")
                                .and("entity = ?", deadline.entity())
                                .and("kind = ?", ReviewQuery.label(deadline.kind()))
                                .and(
                                        "waiting_since < now() - ? * interval '1 second'",
                                        deadline.after().toSeconds())
                                .one(database, row -> row.getLong(1))
                                .orElseThrow()))
                .toList();
    }

    /** @param after how long such a question may wait, in seconds */
    public record Overdue(String entity, Review.Kind kind, long after, long questions) {}
}
