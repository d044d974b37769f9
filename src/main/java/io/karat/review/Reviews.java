package io.karat.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The queue: reading, claiming and skipping. Questions are written by the ledger alone; leases run by the database's
 * clock, and one that has run out is free without anybody's doing.
 */
@ApplicationScoped
public class Reviews {

    public static final Duration LEASE = Duration.ofMinutes(10);

    /** Pages are cut to this size. */
    public static final int LARGEST_PAGE = 500;

    private static final String FREE = "(claimed_until is null or claimed_until <= now())";
    private static final String CLAIM =
            "update review set claimed_by = ?, claimed_until = now() + ? * interval '1 second'";

    private final DataSource database;

    Reviews(DataSource database) {
        this.database = database;
    }

    /**
     * Open questions by priority. A page goes on where the one before ended, whatever was decided or asked meanwhile.
     *
     * @throws IllegalArgumentException when the cursor is none of ours
     */
    public Page list(Filter filter, @Nullable String cursor, int limit) {
        int size = Math.clamp(limit, 1, LARGEST_PAGE);
        ReviewQuery query = open(filter);
        if (cursor != null) {
            Cursor after = Cursor.parse(cursor);
            query.and("(priority < ? or priority = ? and id > ?)", after.priority(), after.priority(), after.id());
        }
        List<Review> found =
                query.then("order by priority desc, id limit ?", size + 1).reviews(database);
        if (found.size() <= size) {
            return new Page(found, null);
        }
        List<Review> page = found.subList(0, size);
        return new Page(page, Cursor.after(page.getLast()).text());
    }

    public Counts counts(Filter filter, String account) {
        ReviewQuery query = ReviewQuery.of(
                "select count(*), count(*) filter (where claimed_until > now() and claimed_by = ?),"
                        + " count(*) filter (where claimed_until > now() and claimed_by <> ?) from review",
                account,
                account);
        restrict(query, filter);
        return query.one(database, row -> new Counts(row.getLong(1), row.getLong(2), row.getLong(3)))
                .orElseThrow();
    }

    /** Open questions by entity type; types without one are absent. */
    public Map<String, Long> openByEntity() {
        Map<String, Long> open = new TreeMap<>();
        ReviewQuery.of("select entity, count(*) from review")
                .and("state = 'open'")
                .then("group by entity")
                .all(database, row -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(entry -> open.put(entry.getKey(), entry.getValue()));
        return open;
    }

    public Optional<Review> find(UUID id) {
        return ReviewQuery.select().and("id = ?", id).review(database);
    }

    /** Open questions about a golden record, by priority. */
    public List<Review> of(String entity, UUID golden) {
        return ReviewQuery.select()
                .and("state = 'open'")
                .and("entity = ?", entity)
                .and("(left_golden = ? or right_golden = ?)", golden, golden)
                .then("order by priority desc, id")
                .reviews(database);
    }

    /**
     * Claims the first open question that nobody holds; atomic, so no two accounts are given the same one. What this account
     * has skipped comes last, the least often skipped first.
     */
    public Optional<Review> next(Filter filter, String account) {
        return claimFirst(
                        filter,
                        account,
                        query ->
                                query.and("not (? = any (skipped_by))", account).then("order by priority desc, id"))
                .or(() -> claimFirst(
                        filter,
                        account,
                        query -> query.then(
                                "order by cardinality(array_positions(skipped_by, ?)), priority desc, id", account)));
    }

    /** Claims this one, or renews the lease; empty when another holds it or it is not open. */
    public Optional<Review> claim(UUID id, String account) {
        return ReviewQuery.of(CLAIM, account, LEASE.toSeconds())
                .and("id = ?", id)
                .and("state = 'open'")
                .and("(" + FREE + " or claimed_by = ?)", account)
                .then(ReviewQuery.RETURNING)
                .review(database);
    }

    /** Gives it back and offers it to this account last. */
    public void skip(UUID id, String account) {
        ReviewQuery.of(
                        "update review set skipped_by = array_append(skipped_by, ?),"
                                + " claimed_until = case when claimed_by = ? then null else claimed_until end,"
                                + " claimed_by = nullif(claimed_by, ?)",
                        account,
                        account,
                        account)
                .and("id = ?", id)
                .and("state = 'open'")
                .execute(database);
    }

    /** Gives it back; changes nothing when another holds it. */
    public void release(UUID id, String account) {
        ReviewQuery.of("update review set claimed_by = null, claimed_until = null")
                .and("id = ?", id)
                .and("state = 'open'")
                .and("claimed_by = ?", account)
                .execute(database);
    }

    private Optional<Review> claimFirst(Filter filter, String account, UnaryOperator<ReviewQuery> ordered) {
        ReviewQuery first = ReviewQuery.of("select id from review").and(FREE);
        restrict(first, filter);
        ordered.apply(first).then("limit 1 for update skip locked");
        return ReviewQuery.of(CLAIM, account, LEASE.toSeconds())
                .and("id = (" + first.sql() + ")", first.arguments())
                .then(ReviewQuery.RETURNING)
                .review(database);
    }

    private static ReviewQuery open(Filter filter) {
        ReviewQuery query = ReviewQuery.select();
        restrict(query, filter);
        return query;
    }

    private static void restrict(ReviewQuery query, Filter filter) {
        query.and("state = 'open'");
        if (filter.entity() != null) {
            query.and("entity = ?", filter.entity());
        }
        if (filter.kind() != null) {
            query.and("kind = ?", ReviewQuery.label(filter.kind()));
        }
        if (filter.text() != null && !filter.text().isBlank()) {
            String text = filter.text().strip();
            query.and(
                    "(strpos(lower(left_title), lower(?)) > 0 or strpos(lower(right_title), lower(?)) > 0)",
                    text,
                    text);
        }
        if (filter.minimum() != null) {
            query.and("log_odds >= ?", logOdds(filter.minimum()));
        }
        if (filter.maximum() != null) {
            query.and("log_odds <= ?", logOdds(filter.maximum()));
        }
    }

    private static double logOdds(double probability) {
        return Math.log(probability / (1 - probability));
    }

    /** What to list: {@code text} is part of a title, {@code minimum} and {@code maximum} are probabilities. */
    public record Filter(
            @Nullable String entity,
            Review.@Nullable Kind kind,
            @Nullable String text,
            @Nullable Double minimum,
            @Nullable Double maximum) {
        public static final Filter ALL = new Filter(null, null, null, null, null);

        public Filter {
            requireProbability(minimum);
            requireProbability(maximum);
        }

        private static void requireProbability(@Nullable Double value) {
            if (value != null && !(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("a probability is between 0 and 1, not " + value);
            }
        }
    }

    /** One page; {@code cursor} leads to the next one, if there is one. */
    public record Page(List<Review> reviews, @Nullable String cursor) {
        public Page {
            reviews = List.copyOf(reviews);
        }
    }

    /** Open questions, those held by the account, and those under somebody else's running lease. */
    public record Counts(long open, long mine, long heldByOthers) {}
}
