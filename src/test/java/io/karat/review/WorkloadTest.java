package io.karat.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.boot.DatabaseUnderTest;
import io.karat.review.Workload.Day;
import io.karat.review.Workload.Waiting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkloadTest {

    private static DataSource database;

    private Workload workload;
    private int anchor;

    @BeforeAll
    static void openDatabase() {
        database = DatabaseUnderTest.migrated();
    }

    @BeforeEach
    void empty() throws SQLException {
        change("delete from review");
        change("delete from decision");
        workload = new Workload(database);
    }

    @Test
    void countsWhatWaitsByAge() throws SQLException {
        ask("person", "1 hour");
        ask("person", "2 days");
        ask("person", "2 days");
        ask("organisation", "90 days");
        change("update review set state = 'decided' where id = ?", ask("person", "5 days"));

        assertThat(workload.waiting())
                .containsExactlyInAnyOrder(
                        new Waiting("person", Review.Kind.MATCH, 0, 1),
                        new Waiting("person", Review.Kind.MATCH, 1, 2),
                        new Waiting("organisation", Review.Kind.MATCH, 5, 1));
        assertThat(workload.overdue(List.of(new Filter.Deadline("person", Review.Kind.MATCH, Duration.ofDays(1)))))
                .containsExactly(new Workload.Overdue("person", Review.Kind.MATCH, 86_400, 2));
    }

    @Test
    void countsAnswersByDayAndPersonAndThoseThatDidNotLast() throws SQLException {
        UUID review = ask("person", "1 day");
        decide(review, "same", "user:ada", "0 seconds", "user:ada");
        decide(ask("person", "1 day"), "different", "user:ada", "0 seconds", "user:bob");
        decide(ask("person", "1 day"), "same", "user:ada", "0 seconds", null);
        UUID twice = ask("person", "1 day");
        decide(twice, "same", "user:bob", "1 hour", "user:bob");
        decide(twice, "different", "user:cy", "0 seconds", null);
        decide(ask("person", "90 days"), "same", "user:ada", "60 days", null);
        decide(null, "same", "user:ada", "0 seconds", null);

        List<Day> days = workload.days(30);

        assertThat(days.stream().filter(day -> day.author().equals("user:ada")))
                .containsExactly(new Day(LocalDate.now(ZoneOffset.UTC), "user:ada", 3, 1, 1));
        assertThat(days.stream().filter(day -> day.author().equals("user:bob")))
                .as("answered otherwise by another")
                .singleElement()
                .satisfies(day -> assertThat(List.of(day.decided(), day.takenBack(), day.overturned()))
                        .containsExactly(1L, 0L, 1L));
        assertThat(days.stream().mapToLong(Day::decided).sum()).isEqualTo(5);
        assertThat(workload.days(100).stream().mapToLong(Day::decided).sum()).isEqualTo(6);
    }

    private UUID ask(String entity, String since) throws SQLException {
        UUID id = UUID.randomUUID();
        anchor += 2;
        change(
                "insert into review (id, entity, kind, left_anchor, right_anchor, left_golden, right_golden, left_records,"
                        + " right_records, log_odds, priority, evidence, left_title, right_title, state, opened_at,"
                        + " changed_at) values (?, ?, 'match', ?, ?, gen_random_uuid(), gen_random_uuid(), '{1}', '{2}',"
                        + " 0, 0, 7, '', '', 'open', now() - ?::interval, now())",
                id, entity, anchor, anchor + 1, since);
        return id;
    }

    private static void decide(
            @Nullable UUID review, String verdict, String author, String ago, @Nullable String releasedBy)
            throws SQLException {
        UUID id = UUID.randomUUID();
        change(
                "insert into decision (id, entity, verdict, left_records, right_records, left_features, right_features,"
                        + " author, at, review_id, batch, act, released_by, released_at) values (?, 'person', ?, '{1}', '{2}',"
                        + " '{}', '{}', ?, now() - ?::interval, ?::uuid, 1, ?, ?::text, case when ?::text is null then null"
                        + " else now() end)",
                id, verdict, author, ago, review == null ? null : review.toString(), id, releasedBy, releasedBy);
    }

    private static void change(String sql, @Nullable Object... arguments) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            statement.executeUpdate();
        }
    }
}
