package io.karat.ledger;

import io.karat.golden.Contribution;
import io.karat.golden.GoldenValues;
import io.karat.index.GoldenSearch;
import io.karat.index.SharedValues;
import io.karat.model.Attribute;
import io.karat.model.AttributeType;
import io.karat.model.EntityType;
import io.karat.quality.Marks;
import io.karat.quality.Rulebook;
import io.karat.standardise.Standardiser;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;

/** What of a golden record can be found: its own values, those of its members, and their keys. */
final class SearchEntries {

    private static final int CHUNK = 1_000;

    /** From here on golden records are not told apart by how many records they have. */
    private static final int MANY = 5;

    private static final double GOOD = 0.9;
    private static final double FAIR = 0.7;

    /** Longer values are no codes. */
    private static final int LONGEST = 60;

    private static final Set<AttributeType> FEW_VALUES = EnumSet.of(AttributeType.CATEGORY, AttributeType.COUNTRY);

    private SearchEntries() {}

    /** @param questions see {@link io.karat.index.OpenQuestions#bits} */
    static GoldenSearch.Entry of(
            EntityType type,
            Rulebook rulebook,
            GoldenChange change,
            Map<Integer, Contribution> contributed,
            int questions) {
        List<Contribution> members = Arrays.stream(change.after().members())
                .mapToObj(contributed::get)
                .filter(Objects::nonNull)
                .toList();
        GoldenValues values = Objects.requireNonNull(change.values(), "only a live golden record can be found");
        return of(
                type,
                rulebook,
                new Found(change.after().id(), change.after().seq(), change.title(), values, change.marks(), questions),
                members);
    }

    /** @param questions see {@link io.karat.index.OpenQuestions#bits} */
    private record Found(UUID id, long seq, String title, GoldenValues values, Marks marks, int questions) {}

    private static GoldenSearch.Entry of(EntityType type, Rulebook rulebook, Found found, List<Contribution> members) {
        Set<String> texts = new LinkedHashSet<>();
        found.values().values().values().forEach(v -> texts.addAll(v.values()));
        List<String> keys = new ArrayList<>();
        for (Contribution member : members) {
            member.values().values().forEach(list -> list.forEach(d -> texts.add(d.sent())));
            keys.add(member.key().key());
            keys.add(member.key().source() + "/" + member.key().key());
        }
        OptionalDouble score = rulebook.score(found.marks());
        List<String> facets = facets(type, found.values(), members);
        score.ifPresent(quality -> facets.add("quality=" + band(quality)));
        rulebook.failedRules(found.marks()).forEach(rule -> facets.add("fails=" + rule));
        return new GoldenSearch.Entry(
                found.id(),
                found.seq(),
                found.title(),
                List.copyOf(texts),
                keys,
                facets,
                new GoldenSearch.Standing(found.questions(), score, identifying(type, found.values(), members)));
    }

    /** Values in their standard form that should belong to one golden record alone; what cannot be read is none. */
    private static List<String> identifying(EntityType type, GoldenValues values, List<Contribution> members) {
        List<String> terms = new ArrayList<>();
        for (Attribute attribute : type.attributes()) {
            GoldenValues.Value value = values.values().get(attribute.name());
            if (value != null && attribute.identifies()) {
                value.values()
                        .forEach(raw -> members.stream()
                                .flatMap(m -> m.values().getOrDefault(attribute.name(), List.of()).stream())
                                .filter(datum -> datum.raw().equals(raw))
                                .findFirst()
                                .map(Contribution.Datum::comparable)
                                .filter(form -> !form.isEmpty())
                                .ifPresent(form -> terms.add(SharedValues.term(attribute.name(), form))));
            }
        }
        return terms;
    }

    /** Between which percents a score lies. */
    private static String band(double score) {
        return score == 1 ? "100" : score >= GOOD ? "90-99" : score >= FAIR ? "70-89" : "0-69";
    }

    /** Sources, of which several records are in it, how many records, and the values of attributes that have few and are not personal. */
    private static List<String> facets(EntityType type, GoldenValues values, List<Contribution> members) {
        List<String> facets = new ArrayList<>();
        members.forEach(member -> facets.add("source=" + member.key().source()));
        Set<String> sources = new HashSet<>();
        members.stream()
                .map(member -> member.key().source())
                .filter(source -> !sources.add(source))
                .forEach(source -> facets.add("repeats=" + source));
        facets.add("records=" + (members.size() < MANY ? Integer.toString(members.size()) : MANY + "+"));
        for (Attribute attribute : type.attributes()) {
            GoldenValues.Value value = values.values().get(attribute.name());
            if (value != null && FEW_VALUES.contains(attribute.type()) && !attribute.pii()) {
                value.values().stream()
                        .map(String::strip)
                        .filter(text -> !text.isEmpty() && text.length() <= LONGEST)
                        .forEach(text -> facets.add(attribute.name() + "=" + text));
            }
        }
        return facets;
    }

    /** Search catches up with golden records that changed after a seq. */
    static void changedAfter(Connection connection, EntityType type, Rulebook rulebook, GoldenSearch search, long seq)
            throws SQLException {
        renew(connection, type, rulebook, search, "seq > ?", statement -> statement.setLong(2, seq));
    }

    /** Search learns afresh the golden records that were made for some records. */
    static void foundedBy(
            Connection connection, EntityType type, Rulebook rulebook, GoldenSearch search, int from, int to)
            throws SQLException {
        renew(connection, type, rulebook, search, "founder >= ? and founder < ?", statement -> {
            statement.setInt(2, from);
            statement.setInt(3, to);
        });
    }

    /** Search learns afresh these golden records, as far as they are live. */
    static void renew(
            Connection connection, EntityType type, Rulebook rulebook, GoldenSearch search, Collection<UUID> ids)
            throws SQLException {
        if (!ids.isEmpty()) {
            renew(
                    connection,
                    type,
                    rulebook,
                    search,
                    "golden_id = any(?)",
                    statement -> statement.setArray(2, connection.createArrayOf("uuid", ids.toArray())));
        }
    }

    private interface Binding {
        void on(PreparedStatement statement) throws SQLException;
    }

    private static void renew(
            Connection connection,
            EntityType type,
            Rulebook rulebook,
            GoldenSearch search,
            String condition,
            Binding binding)
            throws SQLException {
        Map<UUID, Long> live = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                "select golden_id, state, seq from golden_record where entity = ? and " + condition)) {
            query.setString(1, type.name());
            binding.on(query);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    UUID id = rows.getObject(1, UUID.class);
                    if (rows.getInt(2) == 1) {
                        live.put(id, rows.getLong(3));
                    } else {
                        search.remove(id);
                    }
                }
            }
        }
        List<UUID> ids = List.copyOf(live.keySet());
        for (int from = 0; from < ids.size(); from += CHUNK) {
            renew(connection, type, rulebook, search, live, ids.subList(from, Math.min(ids.size(), from + CHUNK)));
        }
    }

    private static void renew(
            Connection connection,
            EntityType type,
            Rulebook rulebook,
            GoldenSearch search,
            Map<UUID, Long> seqs,
            List<UUID> ids)
            throws SQLException {
        Map<UUID, GoldenStore.Stored> stored = new GoldenStore(connection, type).current(ids);
        List<Integer> ordinals = stored.values().stream()
                .flatMap(s -> Arrays.stream(s.members()).boxed())
                .toList();
        Map<Integer, Contribution> members = new HashMap<>();
        new RecordStore(connection, type.name())
                .contributions(ordinals, new Standardiser(type), Rulebook.NONE)
                .forEach(c -> members.put(c.ordinal(), c));
        Map<UUID, Integer> open = StaleSearch.questions(connection, type.name(), ids);
        stored.forEach((id, golden) -> search.update(of(
                type,
                rulebook,
                new Found(
                        id,
                        Objects.requireNonNull(seqs.get(id)),
                        golden.title(),
                        golden.values(),
                        golden.marks(),
                        open.getOrDefault(id, 0)),
                Arrays.stream(golden.members())
                        .mapToObj(members::get)
                        .filter(Objects::nonNull)
                        .toList())));
    }
}
