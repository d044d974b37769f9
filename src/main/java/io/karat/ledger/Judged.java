package io.karat.ledger;

import io.karat.standardise.Features;
import it.unimi.dsi.fastutil.ints.Int2FloatMap;
import it.unimi.dsi.fastutil.ints.Int2FloatMaps;
import it.unimi.dsi.fastutil.ints.Int2FloatOpenHashMap;
import it.unimi.dsi.fastutil.ints.Int2LongMap;
import it.unimi.dsi.fastutil.ints.Int2LongOpenHashMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What the last plan said about pairs of records, where only the population says what a likeness is worth. It holds between
 * records that are as the plan saw them; until the next plan all others are judged by what the two say. So the golden
 * records of a plan stand while other records come and go around them.
 */
final class Judged {

    static final Judged NOTHING = new Judged();

    /** Natural log-odds of what the plan did not find alike; as far apart as texts that were never compared. */
    private static final float NOT_ALIKE = -2;

    private final Int2LongMap seen = new Int2LongOpenHashMap();
    private final Int2ObjectMap<Int2FloatMap> pairs = new Int2ObjectOpenHashMap<>();

    void see(int ordinal, long fingerprint) {
        seen.put(ordinal, fingerprint);
    }

    void judge(int a, int b, float logOdds) {
        pairs.computeIfAbsent(a, o -> new Int2FloatOpenHashMap(2)).put(b, logOdds);
        pairs.computeIfAbsent(b, o -> new Int2FloatOpenHashMap(2)).put(a, logOdds);
    }

    /** No plan said anything. */
    boolean empty() {
        return seen.isEmpty();
    }

    /** The plan saw the record as it is. */
    boolean knows(int ordinal, Features features) {
        return seen.containsKey(ordinal) && seen.get(ordinal) == features.fingerprint();
    }

    /** Natural log-odds of two records that it knows. */
    float logOdds(int a, int b) {
        return alike(a).getOrDefault(b, NOT_ALIKE);
    }

    /** Records that the plan found more or less alike, with their natural log-odds. */
    Int2FloatMap alike(int ordinal) {
        return pairs.getOrDefault(ordinal, Int2FloatMaps.EMPTY_MAP);
    }

    /** The last plan's word takes the place of the one before. */
    void store(Connection connection, String entity) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from judged where entity = ?")) {
            delete.setString(1, entity);
            delete.executeUpdate();
        }
        if (!seen.isEmpty()) {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into judged (entity, body) values (?, ?)")) {
                insert.setString(1, entity);
                insert.setBytes(2, encode());
                insert.executeUpdate();
            }
        }
    }

    static Judged read(Connection connection, String entity) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select body from judged where entity = ?")) {
            query.setString(1, entity);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? decode(rows.getBytes(1)) : NOTHING;
            }
        }
    }

    private byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(seen.size());
            for (Int2LongMap.Entry record : seen.int2LongEntrySet()) {
                out.writeInt(record.getIntKey());
                out.writeLong(record.getLongValue());
            }
            for (Int2ObjectMap.Entry<Int2FloatMap> row : pairs.int2ObjectEntrySet()) {
                for (Int2FloatMap.Entry pair : row.getValue().int2FloatEntrySet()) {
                    if (row.getIntKey() < pair.getIntKey()) {
                        out.writeInt(row.getIntKey());
                        out.writeInt(pair.getIntKey());
                        out.writeFloat(pair.getFloatValue());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Judged decode(byte[] body) {
        Judged judged = new Judged();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
            for (int records = in.readInt(); records > 0; records--) {
                judged.see(in.readInt(), in.readLong());
            }
            while (in.available() > 0) {
                judged.judge(in.readInt(), in.readInt(), in.readFloat());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return judged;
    }
}
