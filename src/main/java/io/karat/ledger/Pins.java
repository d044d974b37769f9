package io.karat.ledger;

import io.karat.golden.Pin;
import io.karat.model.EntityType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which pins count for a golden record: its own, then those of ids that were retired into it. Pins follow their members
 * through merges and come back with a revived id.
 */
final class Pins {

    private final Connection connection;
    private final EntityType type;

    Pins(Connection connection, EntityType type) {
        this.connection = connection;
        this.type = type;
    }

    /** Read from the database alone. */
    Map<UUID, List<Pin>> effective(Collection<UUID> goldens) throws SQLException {
        Map<UUID, @Nullable UUID> heirs = new HashMap<>();
        List<UUID> pinned = new ArrayList<>();
        String sql = """
                with recursive chain(id, state, heir) as (
                    select g.golden_id, g.state, g.heir from golden_record g
                    where g.entity = ? and g.golden_id in
                        (select golden_id from pin where entity = ? and released_at is null)
                    union
                    select g.golden_id, g.state, g.heir from chain c
                    join golden_record g on g.entity = ? and g.golden_id = c.heir where c.state = 2)
                select c.id, c.state, c.heir, exists (select 1 from pin p
                    where p.entity = ? and p.golden_id = c.id and p.released_at is null)
                from chain c order by c.id
                """;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 1; i <= 4; i++) {
                query.setString(i, type.name());
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    UUID id = rows.getObject(1, UUID.class);
                    heirs.put(id, rows.getInt(2) == 1 ? null : rows.getObject(3, UUID.class));
                    if (rows.getBoolean(4)) {
                        pinned.add(id);
                    }
                }
            }
        }
        return effective(goldens, pinned, id -> {
            UUID at = id;
            Set<UUID> seen = new HashSet<>();
            while (heirs.get(at) != null && seen.add(at)) {
                at = heirs.get(at);
            }
            return at;
        });
    }

    /** Where a golden id leads now, or null. */
    interface Heirs {
        @Nullable UUID liveHeir(UUID id);
    }

    /**
     * The pins that count for these.
     *
     * @param pinned all golden ids, retired ones included, on which a pin stands
     */
    Map<UUID, List<Pin>> effective(Collection<UUID> goldens, Collection<UUID> pinned, Heirs heirs) throws SQLException {
        Set<UUID> asked = new HashSet<>(goldens);
        Map<UUID, List<UUID>> sources = new LinkedHashMap<>();
        for (UUID id : pinned.stream().sorted().toList()) {
            UUID live = heirs.liveHeir(id);
            if (live != null && asked.contains(live)) {
                List<UUID> list = sources.computeIfAbsent(live, i -> new ArrayList<>());
                list.add(id.equals(live) ? 0 : list.size(), id);
            }
        }
        Map<UUID, List<Pin>> stored = new GoldenStore(connection, type)
                .pins(sources.values().stream().flatMap(List::stream).toList());
        Map<UUID, List<Pin>> found = new HashMap<>();
        sources.forEach((live, ids) -> {
            Map<String, Pin> byAttribute = new LinkedHashMap<>();
            ids.forEach(
                    id -> stored.getOrDefault(id, List.of()).forEach(p -> byAttribute.putIfAbsent(p.attribute(), p)));
            found.put(live, List.copyOf(byAttribute.values()));
        });
        return found;
    }
}
