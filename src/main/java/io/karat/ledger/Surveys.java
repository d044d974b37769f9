package io.karat.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** How matching of each entity type stood when it was last looked at. */
@ApplicationScoped
public class Surveys {

    private final DataSource database;
    private final ObjectMapper json;

    Surveys(DataSource database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    public Optional<MatchingSurvey> last(String entity) {
        return Rows.read(
                        database,
                        "select body from matching_survey where entity = ?",
                        (connection, statement) -> statement.setString(1, entity),
                        rows -> read(rows.getString(1)))
                .stream()
                .findFirst();
    }

    private MatchingSurvey read(String body) {
        try {
            return json.readValue(body, MatchingSurvey.class);
        } catch (IOException e) {
            throw new IllegalStateException("a survey is not what the hub writes", e);
        }
    }

    /** In place of the one before. */
    public void keep(String entity, MatchingSurvey survey) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("insert into matching_survey (entity, body) values (?, ?::jsonb)"
                                + " on conflict (entity) do update set body = excluded.body")) {
            insert.setString(1, entity);
            insert.setString(2, json.writeValueAsString(survey));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("a survey could not be kept (SQL state " + e.getSQLState() + ")", e);
        } catch (IOException e) {
            throw new IllegalStateException("a survey cannot be written", e);
        }
    }
}
