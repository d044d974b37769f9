package io.karat.ledger;

import io.karat.model.ReviewRules;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Questions that two people decide. The first verdict is kept and changes nothing; the second person does not see it. Where
 * both say the same it is carried out; where they differ, an administrator who is neither of them decides.
 */
final class SecondLook {

    private static final String ADMINISTRATORS = "role:admin";

    private final Connection connection;
    private final ReviewRules rules;

    SecondLook(Connection connection, ReviewRules rules) {
        this.connection = connection;
        this.rules = rules;
    }

    /** What somebody says of a question. */
    record Said(String actor, String verdict, @Nullable String reason) {

        /** Under which it is kept: people's actors begin with {@code user:}, claims do not. */
        String account() {
            return actor.startsWith("user:") ? actor.substring("user:".length()) : actor;
        }
    }

    private record Kept(String account, String verdict) {}

    /** Empty when the verdict is to be carried out; else it was kept, or cannot be. */
    Optional<Outcome.OfSteward> look(DecisionStore.Question question, Said said) throws SQLException {
        if (!rules.asksTwo(question.kind().name().toLowerCase(Locale.ROOT), question.probability())) {
            return Optional.empty();
        }
        List<Kept> before = kept(question);
        if (before.stream().anyMatch(kept -> kept.account().equals(said.account()))) {
            return Optional.of(new Outcome.Refused(
                    "second.own", "You have given your verdict on this review; another person decides it too."));
        }
        if (before.isEmpty()) {
            keep(question, said);
            return Optional.of(
                    new Outcome.Waits("Your verdict is kept. It is carried out when a second person agrees."));
        }
        if (before.size() > 1 || before.getFirst().verdict().equals(said.verdict())) {
            return Optional.empty();
        }
        disagree(question, said);
        return Optional.of(
                new Outcome.Waits("The first verdict was another one. An administrator sees both and decides."));
    }

    private List<Kept> kept(DecisionStore.Question question) throws SQLException {
        List<Kept> kept = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "select account, verdict from review_verdict where review = ? and evidence = ? order by at, account")) {
            query.setObject(1, question.id());
            query.setLong(2, question.evidence());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    kept.add(new Kept(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return kept;
    }

    private void keep(DecisionStore.Question question, Said said) throws SQLException {
        store(question, said);
        note(question.id(), said, "looked", null);
        try (PreparedStatement update = connection.prepareStatement(
                "update review set first_by = ?, claimed_by = null, claimed_until = null where id = ?")) {
            update.setString(1, said.account());
            update.setObject(2, question.id());
            update.executeUpdate();
        }
    }

    private void disagree(DecisionStore.Question question, Said said) throws SQLException {
        store(question, said);
        note(question.id(), said, "disagreed", ADMINISTRATORS);
        try (PreparedStatement update =
                connection.prepareStatement("update review set first_by = null, escalated_to = ?,"
                        + " claimed_by = null, claimed_until = null where id = ?")) {
            update.setString(1, ADMINISTRATORS);
            update.setObject(2, question.id());
            update.executeUpdate();
        }
    }

    private void store(DecisionStore.Question question, Said said) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into review_verdict (review, account, verdict, reason, evidence) values (?, ?, ?, ?, ?)
                on conflict (review, account) do update set verdict = excluded.verdict, reason = excluded.reason,
                    evidence = excluded.evidence, at = excluded.at
                """)) {
            insert.setObject(1, question.id());
            insert.setString(2, said.account());
            insert.setString(3, said.verdict());
            insert.setString(4, said.reason());
            insert.setLong(5, question.evidence());
            insert.executeUpdate();
        }
    }

    /** Without the verdict and its reason: the second person does not see them. */
    private void note(UUID review, Said said, String what, @Nullable String whom) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into review_event (review, actor, what, whom) values (?, ?, ?, ?)")) {
            insert.setObject(1, review);
            insert.setString(2, said.account());
            insert.setString(3, what);
            insert.setString(4, whom);
            insert.executeUpdate();
        }
    }
}
