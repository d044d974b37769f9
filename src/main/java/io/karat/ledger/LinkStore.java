package io.karat.ledger;

import it.unimi.dsi.fastutil.ints.Int2FloatMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectMap;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Edges between records of different golden records, in the database. */
final class LinkStore {

    private final Connection connection;
    private final String entity;

    LinkStore(Connection connection, String entity) {
        this.connection = connection;
        this.entity = entity;
    }

    /** Writes the rows that a draft changed: what is new or other, and what is gone. */
    void write(Int2ObjectMap<Int2FloatMap> changed, View base) throws SQLException {
        CopyRows fresh = new CopyRows("link", "entity", "a", "b", "score");
        try (PreparedStatement update =
                        connection.prepareStatement("update link set score = ? where entity = ? and a = ? and b = ?");
                PreparedStatement delete =
                        connection.prepareStatement("delete from link where entity = ? and a = ? and b = ?")) {
            for (Int2ObjectMap.Entry<Int2FloatMap> row : changed.int2ObjectEntrySet()) {
                int a = row.getIntKey();
                Int2FloatMap before = base.links(a);
                for (Int2FloatMap.Entry edge : row.getValue().int2FloatEntrySet()) {
                    int b = edge.getIntKey();
                    if (a < b && !before.containsKey(b)) {
                        fresh.row().text(entity).int4(a).int4(b).float4(edge.getFloatValue());
                    } else if (a < b && before.get(b) != edge.getFloatValue()) {
                        update.setFloat(1, edge.getFloatValue());
                        update.setString(2, entity);
                        update.setInt(3, a);
                        update.setInt(4, b);
                        update.addBatch();
                    }
                }
                for (int b : before.keySet()) {
                    if (a < b && !row.getValue().containsKey(b)) {
                        delete.setString(1, entity);
                        delete.setInt(2, a);
                        delete.setInt(3, b);
                        delete.addBatch();
                    }
                }
            }
            fresh.send(connection);
            update.executeBatch();
            delete.executeBatch();
        }
    }
}
