package io.karat.ledger;

import io.karat.cluster.Cut;
import io.karat.cluster.GuardView;
import io.karat.ledger.ScoredComponent.Node;
import io.karat.model.EntityType;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Says of any two records why they are one or two, also of pairs that were never compared; writes nothing. */
@ApplicationScoped
public class Explanations {

    /** Of golden records with more members together the guard is not asked: pairs grow with the square. */
    public static final int MOST_GUARDED = 400;

    private final DataSource database;
    private final Models models;
    private final Scorers scorers;
    private final SourceRecords records;
    private final GoldenRecords goldens;
    private final Ledgers ledgers;

    Explanations(
            DataSource database,
            Models models,
            Scorers scorers,
            SourceRecords records,
            GoldenRecords goldens,
            Ledgers ledgers) {
        this.database = database;
        this.models = models;
        this.scorers = scorers;
        this.records = records;
        this.goldens = goldens;
        this.ledgers = ledgers;
    }

    /** With the guard, where both records belong to a golden record. */
    public Explained of(String entity, RecordView a, RecordView b) {
        EntityType type = type(entity);
        Explaining explaining = explaining(type);
        Map<Integer, Node> nodes = new HashMap<>();
        nodes(type, List.of(a.ordinal(), b.ordinal())).forEach(node -> nodes.put(node.ordinal(), node));
        Explained pair = explaining.pair(known(nodes, a), known(nodes, b));
        UUID one = a.goldenId();
        UUID other = b.goldenId();
        return one == null || other == null ? pair : pair.with(guard(type, explaining, one, other));
    }

    private static Node known(Map<Integer, Node> nodes, RecordView record) {
        return Objects.requireNonNull(nodes.get(record.ordinal()), "a record is never forgotten");
    }

    /** What the guard says of two golden records, or of one that is named twice; null where there is no such. */
    public @Nullable GuardView guard(String entity, UUID one, UUID other) {
        EntityType type = type(entity);
        return guard(type, explaining(type), one, other);
    }

    private @Nullable GuardView guard(EntityType type, Explaining explaining, UUID one, UUID other) {
        Map<UUID, int[]> members = new HashMap<>();
        goldens.find(type.name(), List.of(one, other)).forEach(view -> members.put(view.id(), view.members()));
        int size =
                members.values().stream().mapToInt(ordinals -> ordinals.length).sum();
        int[] ofOne = members.getOrDefault(one, new int[0]);
        int[] ofOther = members.getOrDefault(other, new int[0]);
        if (ofOne.length == 0 || ofOther.length == 0) {
            return null;
        }
        if (size > MOST_GUARDED) {
            return new GuardView.TooLarge(size);
        }
        return one.equals(other)
                ? explaining.within(nodes(type, ofOne), standing(type, ofOne))
                : explaining.guard(
                        nodes(type, ofOne),
                        nodes(type, ofOther),
                        standing(
                                type,
                                IntStream.concat(IntStream.of(ofOne), IntStream.of(ofOther))
                                        .toArray()));
    }

    /** The pair of records, one of each side, that speaks most for the two sides being one, and why; without the guard. */
    public Optional<Strongest> strongest(String entity, List<Integer> left, List<Integer> right) {
        EntityType type = type(entity);
        Explaining explaining = explaining(type);
        return explaining
                .strongest(nodes(type, left), nodes(type, right))
                .map(pair -> new Strongest(
                        pair.left().ordinal(), pair.right().ordinal(), explaining.pair(pair.left(), pair.right())));
    }

    /** A pair of records, by ordinal. */
    public record Strongest(int left, int right, Explained why) {}

    private Explaining explaining(EntityType type) {
        return new Explaining(scorers.of(type), ledgers.of(type.name()).writer().judged(), Cut.of(type.matching()));
    }

    private EntityType type(String entity) {
        return models.find(entity).orElseThrow(() -> new IllegalArgumentException("there is no entity type " + entity));
    }

    private List<Node> nodes(EntityType type, int[] ordinals) {
        return nodes(type, IntStream.of(ordinals).boxed().toList());
    }

    /** In the order of their keys. */
    private List<Node> nodes(EntityType type, Collection<Integer> ordinals) {
        var standardiser = ledgers.of(type.name()).writer().setting().standardiser();
        return records.find(type.name(), ordinals).stream()
                .map(r -> new Node(
                        r.ordinal(),
                        r.key(),
                        standardiser.standardise(r.key().source(), r.data()).features()))
                .toList();
    }

    private List<Standing> standing(EntityType type, int[] ordinals) {
        try (Connection connection = database.getConnection()) {
            return new DecisionStore(connection, type.name()).standing(ordinals);
        } catch (SQLException e) {
            throw new IllegalStateException("the database could not be read (SQL state " + e.getSQLState() + ")", e);
        }
    }
}
