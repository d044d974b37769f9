package io.karat.ledger;

import it.unimi.dsi.fastutil.ints.Int2FloatMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectMap;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Edges between records of different golden records, in the database. */
final class LinkStore {

    private final String entity;

    LinkStore(String entity) {
        this.entity = entity;
    }

    /** Writes the rows that a draft changed: what is new or other, and what is gone. */
    void write(Int2ObjectMap<Int2FloatMap> changed, View base, Writes writes) throws SQLException {
        NewRows fresh = new NewRows("link", "entity", "a", "b", "score");
        List<List<Writes.Parameter>> updated = new ArrayList<>();
        List<List<Writes.Parameter>> gone = new ArrayList<>();
        for (Int2ObjectMap.Entry<Int2FloatMap> row : changed.int2ObjectEntrySet()) {
            int a = row.getIntKey();
            Int2FloatMap before = base.links(a);
            for (Int2FloatMap.Entry edge : row.getValue().int2FloatEntrySet()) {
                int b = edge.getIntKey();
                float score = edge.getFloatValue();
                if (a < b && !before.containsKey(b)) {
                    fresh.row().text(entity).int4(a).int4(b).float4(score);
                } else if (a < b && before.get(b) != score) {
                    updated.add(List.of(
                            (update, at) -> update.setFloat(at, score),
                            (update, at) -> update.setString(at, entity),
                            (update, at) -> update.setInt(at, a),
                            (update, at) -> update.setInt(at, b)));
                }
            }
            for (int b : before.keySet()) {
                if (a < b && !row.getValue().containsKey(b)) {
                    gone.add(List.of(
                            (delete, at) -> delete.setString(at, entity),
                            (delete, at) -> delete.setInt(at, a),
                            (delete, at) -> delete.setInt(at, b)));
                }
            }
        }
        fresh.send(writes);
        writes.addAll("update link set score = ? where entity = ? and a = ? and b = ?", updated);
        writes.addAll("delete from link where entity = ? and a = ? and b = ?", gone);
    }
}
