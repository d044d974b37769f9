package io.karat.ledger;

import io.karat.match.DemotedValues;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.standardise.Features;
import io.karat.standardise.Finding;
import io.karat.standardise.Standardised;
import it.unimi.dsi.fastutil.ints.IntList;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * New records of one source that were landed and wait for a plan to decide them. They are durable with the job that
 * brought them; here they lie ready for the plan, outside the heap. One thread adds; any number may read.
 */
public final class Landing implements AutoCloseable {

    private static final int HASH_BYTES = 32;

    private final RecordLog log;
    private final String source;
    private final String actor;
    private final LongSet seen = new LongOpenHashSet();
    private final List<RecordKey> keys = new ArrayList<>();
    private final Map<Integer, Long2IntOpenHashMap> holders = new HashMap<>();

    /** @param counted attributes whose holders are counted by value */
    Landing(Path directory, String source, String actor, IntList counted) {
        this.log = new RecordLog(directory);
        this.source = source;
        this.actor = actor;
        counted.forEach(attribute -> holders.put(attribute, new Long2IntOpenHashMap()));
    }

    /** Those of these keys that a landed record has too. */
    List<RecordKey> shared(@Nullable RecordKey[] others) {
        List<RecordKey> shared = new ArrayList<>();
        for (@Nullable RecordKey other : others) {
            if (other != null && other.source().equals(source) && seen.contains(hash(other.key()))) {
                shared.add(other);
            }
        }
        return shared;
    }

    String actor() {
        return actor;
    }

    /** For each counted attribute, how many records hold a value, by its hash. */
    Map<Integer, Long2IntOpenHashMap> holders() {
        return holders;
    }

    public int size() {
        return log.size();
    }

    /**
     * Takes a new record.
     *
     * @return its number here; below zero when a record of this key was taken before, and this one has to come later
     */
    int add(Arrival arrival) {
        if (!(arrival.command() instanceof Command.Upsert upsert)) {
            throw new IllegalArgumentException("only a record that is there can be landed");
        }
        if (!seen.add(hash(upsert.key().key()))) {
            return -1;
        }
        holders.forEach((attribute, counts) -> {
            for (String value : arrival.standardised().features().values(attribute)) {
                counts.addTo(DemotedValues.hash(attribute, value), 1);
            }
        });
        keys.add(upsert.key());
        return log.append(encode(upsert, arrival));
    }

    /** Different keys may have the same; then the second one merely comes later. */
    private static long hash(String key) {
        long h = 0xcbf29ce484222325L;
        for (int i = 0; i < key.length(); i++) {
            h = (h ^ key.charAt(i)) * 0x100000001b3L;
        }
        h ^= h >>> 32;
        return h * 0x9E3779B97F4A7C15L;
    }

    Features features(int number) {
        try (DataInputStream in = open(number)) {
            return Features.decode(bytes(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RecordKey key(int number) {
        return keys.get(number);
    }

    Arrival arrival(int number) {
        try (DataInputStream in = open(number)) {
            Features features = Features.decode(bytes(in));
            Instant observedAt = in.readBoolean() ? Instant.ofEpochSecond(in.readLong(), in.readInt()) : null;
            byte[] hash = in.readNBytes(HASH_BYTES);
            SortedMap<String, List<String>> values = new TreeMap<>();
            Map<String, List<String>> comparable = new HashMap<>();
            for (int attributes = in.readShort(); attributes > 0; attributes--) {
                String name = string(in).intern();
                List<String> raws = strings(in);
                values.put(name, raws);
                if (in.readBoolean()) {
                    comparable.put(name, in.readBoolean() ? raws : strings(in));
                }
            }
            List<Finding> findings = new ArrayList<>();
            for (int n = in.readShort(); n > 0; n--) {
                findings.add(new Finding(string(in), string(in), string(in)));
            }
            return new Arrival(
                    new Command.Upsert(key(number), observedAt, new RecordData(values), actor),
                    new Standardised(features, comparable, findings),
                    hash);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] encode(Command.Upsert upsert, Arrival arrival) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            byte[] features = arrival.standardised().features().encode();
            out.writeInt(features.length);
            out.write(features);
            @Nullable Instant observedAt = upsert.observedAt();
            out.writeBoolean(observedAt != null);
            if (observedAt != null) {
                out.writeLong(observedAt.getEpochSecond());
                out.writeInt(observedAt.getNano());
            }
            if (arrival.hash().length != HASH_BYTES) {
                throw new IllegalArgumentException("a content hash of " + arrival.hash().length + " bytes");
            }
            out.write(arrival.hash());
            out.writeShort(upsert.data().values().size());
            for (Map.Entry<String, List<String>> entry : upsert.data().values().entrySet()) {
                string(out, entry.getKey());
                strings(out, entry.getValue());
                List<String> comparable = arrival.standardised().comparable().get(entry.getKey());
                out.writeBoolean(comparable != null);
                if (comparable != null) {
                    boolean same = comparable.equals(entry.getValue());
                    out.writeBoolean(same);
                    if (!same) {
                        strings(out, comparable);
                    }
                }
            }
            List<Finding> findings = arrival.standardised().findings();
            out.writeShort(findings.size());
            for (Finding finding : findings) {
                string(out, finding.attribute());
                string(out, finding.code());
                string(out, finding.message());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private DataInputStream open(int number) {
        return new DataInputStream(new ByteArrayInputStream(log.read(number)));
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }

    private static void string(DataOutputStream out, String value) throws IOException {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String string(DataInputStream in) throws IOException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    private static void strings(DataOutputStream out, List<String> values) throws IOException {
        out.writeInt(values.size());
        for (String value : values) {
            string(out, value);
        }
    }

    private static List<String> strings(DataInputStream in) throws IOException {
        int size = in.readInt();
        List<String> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(string(in));
        }
        return values;
    }

    @Override
    public void close() {
        log.close();
    }
}
