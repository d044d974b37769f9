package io.karat.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The queue: reading, claiming and skipping. What a question asks is written by the ledger alone; leases run by the
 * database's clock, and one that has run out is free without anybody's doing. Every change is noted in {@link History}.
 */
@ApplicationScoped
public class Reviews {

    public static final Duration LEASE = Duration.ofMinutes(10);

    /** Pages are cut to this size. */
    public static final int LARGEST_PAGE = 500;

    /** As many questions one verdict may be about. */
    public static final int MOST_CHOSEN = 100_000;

    private static final String CHOSEN = "select id, entity, kind, log_odds, evidence, left_title, right_title, state,"
            + " case when claimed_until > now() then claimed_by end, escalated_to, first_by from review";

    static final String FREE = "(claimed_until is null or claimed_until <= now())";

    private final DataSource database;

    Reviews(DataSource database) {
        this.database = database;
    }

    /**
     * Questions by priority; those that have ended with the last one first. A page goes on where the one before ended,
     * whatever was decided or asked meanwhile.
     *
     * @throws IllegalArgumentException when the cursor is none of ours
     */
    public Page list(Filter filter, @Nullable String cursor, int limit) {
        int size = Math.clamp(limit, 1, LARGEST_PAGE);
        ReviewQuery query = ReviewQuery.select();
        filter.restrict(query);
        boolean ended = filter.which().ended();
        if (cursor != null) {
            Cursor after = Cursor.parse(cursor);
            String place = ended ? "changed_at" : "priority";
            String value = ended ? "timestamptz 'epoch' + ? * interval '1 microsecond'" : "?";
            query.and(
                    "(%1$s < %2$s or %1$s = %2$s and id > ?)".formatted(place, value),
                    after.place(),
                    after.place(),
                    after.id());
        }
        List<Review> found = query.then(order(filter) + " limit ?", size + 1).reviews(database);
        if (found.size() <= size) {
            return new Page(found, null);
        }
        List<Review> page = found.subList(0, size);
        return new Page(page, Cursor.after(page.getLast()).text());
    }

    /** Counted up to {@link Counts#MOST}, so that a long queue is not read to its end for a number. */
    public Counts counts(Filter filter, String account) {
        return counts(filter, account, Counts.MOST);
    }

    /** However many there are. */
    public Counts exactCounts(Filter filter, String account) {
        return counts(filter, account, Long.MAX_VALUE - 1);
    }

    private Counts counts(Filter filter, String account, long most) {
        long open = count(filter, most + 1);
        Counts all = new Counts(Math.min(open, most), open > most, 0, 0, 0);
        return filter.which().ended() ? all : withTaken(all, filter, account, most);
    }

    /** Those that somebody has are few and lie in indexes of their own; to count them among all reads every question. */
    private Counts withTaken(Counts all, Filter filter, String account, long most) {
        ReviewQuery taken = ReviewQuery.of("select claimed_by, claimed_until, assigned_to, waits_for from review");
        filter.restrict(taken);
        taken.and("(claimed_until > now() or waits_for is not null or assigned_to is not null)")
                .then("limit ?", most);
        return ReviewQuery.of(
                        "select count(*) filter (where claimed_until > now() and claimed_by = ?),"
                                + " count(*) filter (where claimed_until > now() and claimed_by <> ? or waits_for is not null),"
                                + " count(*) filter (where assigned_to <> ? and "
                                + FREE
                                + " and waits_for is null) from ("
                                + taken.sql()
                                + ") as taken",
                        account,
                        account,
                        account)
                .bound(taken.arguments())
                .one(
                        database,
                        row -> new Counts(all.open(), all.more(), row.getLong(1), row.getLong(2), row.getLong(3)))
                .orElseThrow();
    }

    /** Each counted up to {@link Counts#MOST} and one: how many are snoozed, and how many of those that wait are overdue, assigned to the account, escalated. */
    public Aside aside(
            List<Filter.Deadline> deadlines, List<Filter.Budget> budgets, String account, List<String> addresses) {
        return new Aside(
                count(Filter.ALL.that(Filter.Which.SNOOZED)),
                deadlines.isEmpty() ? 0 : count(Filter.ALL.within(budgets).overdue(deadlines)),
                count(Filter.ALL.assignedTo(account)),
                escalated(addresses));
    }

    /** How many that fit wait below the line, counted up to {@link Counts#MOST} and one. */
    public long below(Filter filter) {
        boolean line = filter.which() == Filter.Which.WAITING || filter.which() == Filter.Which.OPEN;
        return line && !filter.budgets().isEmpty() ? count(filter.that(Filter.Which.BELOW)) : 0;
    }

    private long escalated(List<String> addresses) {
        ReviewQuery some = ReviewQuery.of("select 1 from review");
        Filter.ALL.that(Filter.Which.ESCALATED).restrict(some);
        some.and("escalated_to = any (?)", (Object) addresses.toArray(String[]::new));
        return count(some, order(Filter.ALL), Counts.MOST + 1);
    }

    /** How many fit, counted up to {@code most}: what every page can afford. */
    public long count(Filter filter, long most) {
        ReviewQuery some = ReviewQuery.of("select 1 from review");
        filter.restrict(some);
        return count(some, order(filter), most);
    }

    private long count(Filter filter) {
        return count(filter, Counts.MOST + 1);
    }

    /** With the order of a list the database reads by its index, and not whatever lies first in the table. */
    private static String order(Filter filter) {
        return filter.which().ended() ? "order by changed_at desc, id" : "order by priority desc, id";
    }

    private long count(ReviewQuery some, String order, long most) {
        return ReviewQuery.of("select count(*) from ("
                        + some.then(order + " limit ?", most).sql() + ") as fitting")
                .bound(some.arguments())
                .one(database, row -> row.getLong(1))
                .orElseThrow();
    }

    /** Questions that wait, by entity type; types without one are absent. */
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

    /** All questions that fit, by priority, up to {@link #MOST_CHOSEN}; for one verdict on all of them. */
    public List<Chosen> chosen(Filter filter) {
        ReviewQuery query = ReviewQuery.of(CHOSEN);
        filter.restrict(query);
        return query.then(order(filter) + " limit ?", MOST_CHOSEN).all(database, Reviews::chosen);
    }

    /** These questions, whatever became of them, by priority. */
    public List<Chosen> chosen(List<UUID> ids) {
        return ReviewQuery.of(CHOSEN)
                .and("id = any (?::uuid[])", (Object)
                        ids.stream().map(UUID::toString).toArray(String[]::new))
                .then("order by priority desc, id limit ?", MOST_CHOSEN)
                .all(database, Reviews::chosen);
    }

    private static Chosen chosen(ResultSet row) throws SQLException {
        return new Chosen(
                row.getObject(1, UUID.class),
                row.getString(2),
                Review.Kind.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                row.getDouble(4),
                row.getLong(5),
                row.getString(6) + " / " + row.getString(7),
                row.getString(8).equals("open"),
                row.getString(9),
                row.getString(10),
                row.getString(11));
    }

    /**
     * A question that is to be answered together with others.
     *
     * @param claimedBy whose running lease it is under
     */
    public record Chosen(
            UUID id,
            String entity,
            Review.Kind kind,
            double logOdds,
            long evidence,
            String title,
            boolean open,
            @Nullable String claimedBy,
            @Nullable String escalatedTo,
            @Nullable String firstBy) {

        public double probability() {
            return 1 / (1 + Math.exp(-logOdds));
        }
    }

    /**
     * Claims the first question that nobody holds; atomic, so no two accounts are given the same one. What is assigned to
     * this account comes first and what is assigned to others never, unless the filter asks for theirs. What this account
     * has skipped comes last, the least often skipped first.
     */
    public Optional<Review> next(Filter filter, Reviewer reviewer) {
        if (filter.assignee() != null) {
            return nextOf(filter, reviewer);
        }
        return unskipped(filter.assignedTo(reviewer.account()), reviewer)
                .or(() -> nextOf(filter.assignedTo(Filter.NOBODY), reviewer))
                .or(() -> nextOf(filter.assignedTo(reviewer.account()), reviewer));
    }

    private Optional<Review> nextOf(Filter filter, Reviewer reviewer) {
        return unskipped(filter, reviewer)
                .or(() -> claimFirst(
                        filter,
                        reviewer,
                        query -> query.then(
                                "order by cardinality(array_positions(skipped_by, ?)), priority desc, id",
                                reviewer.account())));
    }

    private Optional<Review> unskipped(Filter filter, Reviewer reviewer) {
        return claimFirst(
                filter,
                reviewer,
                query -> query.and("not (? = any (skipped_by))", reviewer.account())
                        .then("order by priority desc, id"));
    }

    private Optional<Review> claimFirst(Filter filter, Reviewer reviewer, UnaryOperator<ReviewQuery> ordered) {
        ReviewQuery first = Claim.candidates();
        filter.restrict(first);
        first.and("state = 'open'")
                .and(FREE)
                .and("first_by is distinct from ?", reviewer.account())
                .and("waits_for is null")
                .and("(proposer is null or proposer <> ? and approver_role = any (?))", reviewer.account(), (Object)
                        reviewer.roles().toArray(String[]::new))
                .and("(escalated_to is null or escalated_to = any (?))", (Object)
                        reviewer.addresses().toArray(String[]::new));
        ordered.apply(first).then("limit 1 for update skip locked");
        return Claim.of(first, reviewer.account()).review(database);
    }

    /** Claims this one, or renews the lease; empty when another holds it or it is not open. */
    public Optional<Review> claim(UUID id, String account) {
        ReviewQuery one = Claim.candidates()
                .and("id = ?", id)
                .and("state = 'open'")
                .and("(" + FREE + " or claimed_by = ?)", account)
                .then("for update");
        return Claim.of(one, account).review(database);
    }

    /** Claims this one even if another holds it; empty when it is not open. */
    public Optional<Review> takeOver(UUID id, String account) {
        ReviewQuery one =
                Claim.candidates().and("id = ?", id).and("state = 'open'").then("for update");
        return Claim.of(one, account).review(database);
    }

    /** Makes the lease longer; false when it is lost. Nothing is noted. */
    public Optional<Review> renew(UUID id, String account) {
        return ReviewQuery.of("update review set claimed_until = now() + ? * interval '1 second'", LEASE.toSeconds())
                .and("id = ?", id)
                .and("state = 'open'")
                .and("claimed_by = ?", account)
                .then(ReviewQuery.RETURNING)
                .review(database);
    }

    /** Gives it back and offers it to this account last. */
    public void skip(UUID id, String account) {
        ReviewQuery update = ReviewQuery.of(
                        "update review set skipped_by = array_append(skipped_by, ?),"
                                + " claimed_until = case when claimed_by = ? then null else claimed_until end,"
                                + " claimed_by = nullif(claimed_by, ?)",
                        account,
                        account,
                        account)
                .and("id = ?", id)
                .and("state = 'open'");
        Note.of("skipped", account).after(update).execute(database);
    }

    /** Gives it back; changes nothing when another holds it. */
    public void release(UUID id, String account) {
        ReviewQuery update = ReviewQuery.of("update review set claimed_by = null, claimed_until = null")
                .and("id = ?", id)
                .and("state = 'open'")
                .and("claimed_by = ?", account);
        Note.of("released", account).after(update).execute(database);
    }

    /** One page; {@code cursor} leads to the next one, if there is one. */
    public record Page(List<Review> reviews, @Nullable String cursor) {
        public Page {
            reviews = List.copyOf(reviews);
        }
    }

    /**
     * Questions that fit; of them those held by the account, those under somebody else's running lease, and those that
     * nobody holds but that are assigned to somebody else.
     *
     * @param more there are more open ones than were counted
     */
    public record Counts(long open, boolean more, long mine, long heldByOthers, long assignedToOthers) {

        /** Where counting ends. */
        public static final int MOST = 10_000;
    }

    /** What a steward may want to look at beside the order of the queue. */
    public record Aside(long snoozed, long overdue, long mine, long escalated) {}
}
