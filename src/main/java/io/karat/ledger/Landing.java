package io.karat.ledger;

import io.karat.match.DemotedValues;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.quality.Marks;
import io.karat.standardise.Features;
import io.karat.standardise.Finding;
import io.karat.standardise.Standardised;
import it.unimi.dsi.fastutil.ints.IntList;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongSet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * New records of one source that were landed and wait for a plan to decide them. They are durable with the job that
 * brought them; here they lie ready for the plan, outside the heap. One thread adds; any number may read.
 */
public final class Landing implements AutoCloseable {

    private static final int HASH_BYTES = 32;
    private static final byte[] NO_MARKS = {};

    /** Of an attribute's comparable forms: there are none; they are the raw values; they follow. */
    private static final byte NONE = 0;

    private static final byte SAME = 1;
    private static final byte OTHER = 2;

    private final RecordLog log;
    private final String source;
    private final String actor;
    private final Inspector inspector;
    private final LongSet seen = new LongOpenHashSet();
    private final List<RecordKey> keys = new ArrayList<>();
    private final Map<Integer, Long2IntOpenHashMap> holders = new HashMap<>();
    private final ByteBuilder bytes = new ByteBuilder(1024);

    /** Attributes of landed records; what is encoded names them by their numbers here. */
    private final List<String> names = new CopyOnWriteArrayList<>();

    /**
     * @param inspector knows what the marks of records mean
     * @param counted attributes whose holders are counted by value
     */
    Landing(Path directory, String source, String actor, Inspector inspector, IntList counted) {
        this.log = new RecordLog(directory);
        this.source = source;
        this.actor = actor;
        this.inspector = inspector;
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
        if (!arrival.judgement().taken()) {
            throw new IllegalArgumentException("a record that fails the rules cannot be landed");
        }
        if (!see(upsert.key().key())) {
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

    /** Records of this key that come from now on have to come later; false when so it was already. */
    boolean see(String key) {
        return seen.add(hash(key));
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
        return Features.decode(bytes(ByteBuffer.wrap(log.read(number))));
    }

    long[] atoms(int number) {
        return Features.atoms(bytes(ByteBuffer.wrap(log.read(number))));
    }

    RecordKey key(int number) {
        return keys.get(number);
    }

    Arrival arrival(int number) {
        ByteBuffer in = ByteBuffer.wrap(log.read(number));
        Features features = Features.decode(bytes(in));
        Instant observedAt = in.get() != 0 ? Instant.ofEpochSecond(in.getLong(), in.getInt()) : null;
        byte[] hash = new byte[HASH_BYTES];
        in.get(hash);
        SortedMap<String, List<String>> values = new TreeMap<>();
        Map<String, List<String>> comparable = new HashMap<>();
        for (int attributes = in.getShort(); attributes > 0; attributes--) {
            String name = names.get(in.getShort());
            List<String> raws = strings(in);
            values.put(name, raws);
            switch (in.get()) {
                case SAME -> comparable.put(name, raws);
                case OTHER -> comparable.put(name, strings(in));
                default -> {}
            }
        }
        Map<String, List<String>> codes = new HashMap<>();
        for (int n = in.getShort(); n > 0; n--) {
            codes.put(names.get(in.getShort()), strings(in));
        }
        List<Finding> findings = new ArrayList<>();
        for (int n = in.getShort(); n > 0; n--) {
            findings.add(new Finding(string(in), string(in), string(in)));
        }
        return new Arrival(
                new Command.Upsert(key(number), observedAt, new RecordData(values), actor),
                new Standardised(features, comparable, codes, findings),
                hash,
                inspector.of(Marks.of(bytes(in))));
    }

    private byte[] encode(Command.Upsert upsert, Arrival arrival) {
        if (arrival.hash().length != HASH_BYTES) {
            throw new IllegalArgumentException("a content hash of " + arrival.hash().length + " bytes");
        }
        bytes.clear();
        bytes.sized(arrival.standardised().features().encode());
        @Nullable Instant observedAt = upsert.observedAt();
        bytes.int1(observedAt == null ? 0 : 1);
        if (observedAt != null) {
            bytes.int8(observedAt.getEpochSecond()).int4(observedAt.getNano());
        }
        bytes.raw(arrival.hash()).int2(upsert.data().values().size());
        for (Map.Entry<String, List<String>> entry : upsert.data().values().entrySet()) {
            bytes.int2(number(entry.getKey()));
            strings(entry.getValue());
            List<String> comparable = arrival.standardised().comparable().get(entry.getKey());
            if (comparable == null) {
                bytes.int1(NONE);
            } else if (comparable.equals(entry.getValue())) {
                bytes.int1(SAME);
            } else {
                bytes.int1(OTHER);
                strings(comparable);
            }
        }
        Map<String, List<String>> codes = arrival.standardised().codes();
        bytes.int2(codes.size());
        codes.forEach((name, values) -> {
            bytes.int2(number(name));
            strings(values);
        });
        List<Finding> findings = arrival.standardised().findings();
        bytes.int2(findings.size());
        for (Finding finding : findings) {
            bytes.sized(finding.attribute()).sized(finding.code()).sized(finding.message());
        }
        byte[] marks = arrival.judgement().marks().stored();
        bytes.sized(marks == null ? NO_MARKS : marks);
        return bytes.toBytes();
    }

    private int number(String name) {
        int known = names.indexOf(name);
        if (known < 0) {
            names.add(name);
            return names.size() - 1;
        }
        return known;
    }

    private void strings(List<String> values) {
        bytes.int4(values.size());
        values.forEach(bytes::sized);
    }

    private static byte[] bytes(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return bytes;
    }

    private static String string(ByteBuffer in) {
        int length = in.getInt();
        String text = new String(in.array(), in.arrayOffset() + in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        return text;
    }

    private static List<String> strings(ByteBuffer in) {
        int size = in.getInt();
        if (size == 1) {
            return List.of(string(in));
        }
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
