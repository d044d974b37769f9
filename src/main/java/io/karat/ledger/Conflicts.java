package io.karat.ledger;

import io.karat.golden.Conflict;
import io.karat.golden.Contribution;
import io.karat.golden.Forge;
import io.karat.golden.GoldenValues;
import io.karat.golden.Overrides;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.review.Review;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Reads what sources disagree on. Recomputed: nothing of it is stored. */
@ApplicationScoped
public class Conflicts {

    private final DataSource database;
    private final Models models;
    private final GoldenRecords goldens;
    private final SourceRecords records;
    private final Clock clock;

    Conflicts(DataSource database, Models models, GoldenRecords goldens, SourceRecords records, Clock clock) {
        this.database = database;
        this.models = models;
        this.goldens = goldens;
        this.records = records;
        this.clock = clock;
    }

    /** What a question of kind conflict is about; empty where the sources agree by now. */
    public Optional<ConflictView> of(Review review) {
        EntityType type = models.find(review.entity()).orElseThrow();
        return goldens.find(review.entity(), review.leftGolden())
                .filter(GoldenView::live)
                .flatMap(golden -> conflict(type, golden, Objects.requireNonNull(review.detail()))
                        .map(conflict -> view(type, golden.values(), conflict)));
    }

    /** Answers where one of these records is named; newest first, undone ones included. */
    public List<ChoiceView> chosen(String entity, Collection<Integer> ordinals) {
        return Rows.read(
                database,
                """
                select d.id, d.unit, d.values, d.reason, d.author, d.at, d.released_at, d.released_by, d.release_reason,
                    (select array_agg(r.source || '/' || r.key order by r.source collate "C", r.key collate "C")
                        from source_record r where r.entity = d.entity and r.ordinal = any(d.left_records))
                from decision d
                where d.entity = ? and d.verdict = 'chosen' and d.left_records && ?
                order by d.at desc, d.id desc
                """,
                (connection, statement) -> {
                    statement.setString(1, entity);
                    statement.setArray(2, connection.createArrayOf("int4", ordinals.toArray()));
                },
                rows -> {
                    Instant released = RecordStore.instant(rows, 7);
                    return new ChoiceView(
                            rows.getObject(1, UUID.class),
                            rows.getString(2),
                            Json.data(rows.getString(3)),
                            Arrays.stream((String[]) rows.getArray(10).getArray())
                                    .map(name -> name.split("/", 2))
                                    .map(name -> new RecordKey(name[0], name[1]))
                                    .toList(),
                            rows.getString(4),
                            rows.getString(5),
                            Rows.instant(rows, 6),
                            released == null
                                    ? null
                                    : new DecisionView.Release(released, rows.getString(8), rows.getString(9)));
                });
    }

    private Optional<Conflict> conflict(EntityType type, GoldenView golden, String unit) {
        List<Contribution> members = goldens.contributions(
                type.name(), Arrays.stream(golden.members()).boxed().toList());
        return members.isEmpty()
                ? Optional.empty()
                : Forge.forged(type, members, Overrides.NONE, clock.instant()).conflicts().stream()
                        .filter(conflict -> conflict.unit().equals(unit))
                        .findFirst();
    }

    private ConflictView view(EntityType type, GoldenValues values, Conflict conflict) {
        List<String> attributes = type.survivorship().attributes(conflict.unit());
        SortedMap<String, List<String>> published = new TreeMap<>();
        for (String attribute : attributes) {
            GoldenValues.Value value = values.values().get(attribute);
            if (value != null) {
                published.put(attribute, value.values());
            }
        }
        RecordData now = new RecordData(published);
        Map<Integer, RecordView> said =
                records
                        .find(
                                type.name(),
                                Arrays.stream(conflict.records()).boxed().toList())
                        .stream()
                        .collect(Collectors.toMap(RecordView::ordinal, Function.identity()));
        return new ConflictView(
                conflict.unit(),
                attributes,
                now,
                conflict.options().stream()
                        .map(option -> new ConflictView.Option(
                                option.values(),
                                option.records().stream()
                                        .map(said::get)
                                        .filter(Objects::nonNull)
                                        .toList(),
                                option.values().equals(now)))
                        .toList());
    }
}
