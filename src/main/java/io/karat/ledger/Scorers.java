package io.karat.ledger;

import io.karat.match.DemotedValues;
import io.karat.match.Parameters;
import io.karat.match.Scorer;
import io.karat.model.EntityType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;

/** The score function of an entity type as it stands, for those who only look: active parameters, demoted values. */
@ApplicationScoped
class Scorers {

    private final DataSource database;
    private final ParameterVersions versions;

    Scorers(DataSource database, ParameterVersions versions) {
        this.database = database;
        this.versions = versions;
    }

    Parameters parameters(EntityType type) {
        return versions.active(type);
    }

    Scorer of(EntityType type) {
        Set<Long> hashes = new HashSet<>(Rows.read(
                database,
                "select hash from demoted_value where entity = ?",
                (connection, statement) -> statement.setString(1, type.name()),
                rows -> rows.getLong(1)));
        return new Scorer(type, parameters(type), new DemotedValues(hashes));
    }
}
