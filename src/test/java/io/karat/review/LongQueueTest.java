package io.karat.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.boot.DatabaseUnderTest;
import io.karat.review.Filter.Which;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGStatement;

/** With 100,000 open questions beside as many that have ended, nothing a steward does reads the whole table. */
class LongQueueTest {

    private static final Reviewer ADA = new Reviewer("ada", Set.of("steward", "viewer"));
    private static final List<Filter.Deadline> DEADLINES =
            List.of(new Filter.Deadline("person", Review.Kind.MATCH, Duration.ofDays(3)));

    private static final List<Filter.Budget> BUDGETS =
            List.of(new Filter.Budget("person", 1_000), new Filter.Budget("organisation", 50_000));

    private static final Map<String, Filter> FILTERS = filters();

    private static DataSource database;

    private static Map<String, Filter> filters() {
        Map<String, Filter> filters = new TreeMap<>();
        filters.put("all", Filter.ALL);
        filters.put("entity", Filter.ALL.ofEntity("person"));
        filters.put("rare kind", Filter.ALL.ofKind(Review.Kind.SPLIT));
        filters.put("rare name", Filter.ALL.named("Name77777"));
        filters.put("no such name", Filter.ALL.named("Zebedee"));
        filters.put("common name", Filter.ALL.named("name1"));
        filters.put("band", Filter.ALL.scored(0.5, 0.8));
        filters.put("narrow band", Filter.ALL.scored(0.9, 0.9001));
        filters.put("rare source", Filter.ALL.ofSource("rare"));
        filters.put("common source", Filter.ALL.ofSource("crm"));
        filters.put("assigned", Filter.ALL.assignedTo("ada"));
        filters.put("unassigned", Filter.ALL.assignedTo(Filter.NOBODY));
        filters.put("overdue", Filter.ALL.overdue(DEADLINES));
        for (Which which : Which.values()) {
            if (which != Which.BELOW) {
                filters.put("that are " + which.label(), Filter.ALL.that(which));
            }
            filters.put(
                    "within a budget that are " + which.label(),
                    Filter.ALL.within(BUDGETS).that(which));
        }
        filters.put("within a budget of one type", Filter.ALL.within(BUDGETS).ofEntity("person"));
        filters.put("rare name within a budget", Filter.ALL.within(BUDGETS).named("Name77777"));
        filters.put("rare source within a budget", Filter.ALL.within(BUDGETS).ofSource("rare"));
        filters.put("overdue within a budget", Filter.ALL.within(BUDGETS).overdue(DEADLINES));
        return filters;
    }

    @BeforeAll
    static void fill() throws SQLException {
        database = DatabaseUnderTest.migrated();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into review (id, entity, kind, left_anchor, right_anchor, left_golden, right_golden,
                        left_records, right_records, log_odds, priority, evidence, left_title, right_title, state,
                        opened_at, changed_at)
                    select gen_random_uuid(), case i % 3 when 0 then 'organisation' else 'person' end,
                        case when i % 2000 = 0 then 'split' when i % 20 = 0 then 'guard' else 'match' end, i, -i,
                        gen_random_uuid(), gen_random_uuid(), array[i], array[-i], (i::bigint * 7919 % 8000) / 1000.0 - 4,
                        (i::bigint * 104729 % 100003)::float8, i, 'Name' || i, 'Other' || i % 5000,
                        case when i <= 100000 then 'open' when i % 2 = 0 then 'decided' else 'withdrawn' end,
                        now() - i % 5 * interval '1 day', now() - i % 5 * interval '1 day'
                    from generate_series(1, 200000) as i
                    """);
            statement.execute(
                    "update review set sources = case when left_anchor % 5000 = 0 then array['rare'] else array['crm'] end");
            statement.execute("update review set assigned_to = 'ada' where left_anchor % 3000 = 0");
            statement.execute("update review set assigned_to = 'bob' where left_anchor % 1000 = 1");
            statement.execute("update review set claimed_by = 'bob', claimed_until = now() + interval '1 hour'"
                    + " where left_anchor % 1000 = 2 and state = 'open'");
            statement.execute("update review set snoozed_until = now() + interval '1 day'"
                    + " where left_anchor % 500 = 3 and state = 'open'");
            statement.execute("update review set escalated_to = 'role:admin'"
                    + " where left_anchor % 500 = 4 and state = 'open'");
            statement.execute("vacuum analyze review");
        }
    }

    static Stream<String> names() {
        return FILTERS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void readsByAnIndex(String name) {
        Filter filter = FILTERS.get(name);
        List<String> statements = new ArrayList<>();
        Reviews reviews = new Reviews(told(statements));

        Reviews.Page page = reviews.list(filter, null, 60);
        if (page.cursor() != null) {
            reviews.list(filter, page.cursor(), 60);
        }
        reviews.counts(filter, "ada");
        reviews.below(filter);
        if (!filter.which().ended()) {
            reviews.next(filter, ADA).ifPresent(review -> reviews.release(review.id(), "ada"));
        }

        assertThat(statements).isNotEmpty().allSatisfy(LongQueueTest::usesAnIndex);
    }

    @Test
    void countsWhatStandsAsideByAnIndex() {
        List<String> statements = new ArrayList<>();

        new Reviews(told(statements)).aside(DEADLINES, BUDGETS, "ada", ADA.addresses());

        assertThat(statements).hasSize(4).allSatisfy(LongQueueTest::usesAnIndex);
    }

    private static void usesAnIndex(String sql) {
        StringBuilder plan = new StringBuilder();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("explain " + sql)) {
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
        assertThat(plan.toString()).as(sql).contains("Index").doesNotContain("Seq Scan on review");
    }

    /** A database that keeps the text of every statement that is run, its arguments included. */
    private static DataSource told(List<String> statements) {
        return proxy(
                DataSource.class,
                database,
                (method, result) -> result instanceof Connection connection
                        ? proxy(
                                Connection.class,
                                connection,
                                (prepare, made) -> made instanceof PreparedStatement prepared
                                        ? proxy(PreparedStatement.class, prepared, (run, rows) -> {
                                            if (run.startsWith("execute")) {
                                                // The driver does not show what an array holds.
                                                statements.add(prepared.unwrap(PGStatement.class)
                                                        .toString()
                                                        .replace("(?)", "('{ada}')"));
                                            }
                                            return rows;
                                        })
                                        : made)
                        : result);
    }

    private interface Hook {
        Object after(String method, Object result) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, T target, Hook hook) {
        return type.cast(Proxy.newProxyInstance(
                LongQueueTest.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return hook.after(method.getName(), method.invoke(target, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
