package io.karat.match;

import io.karat.model.AttributeType;
import io.karat.model.EntityType;
import io.karat.standardise.Features;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The operands of many records, dictionary-coded: 4 bytes for each record and attribute, and each distinct value once.
 * Records are numbered from 0 in the order in which they were added. Given and family names share one dictionary, since
 * they may be swapped.
 */
public final class Columns {

    /** No value. */
    static final int NONE = -1;

    private final EntityType type;
    private final int width;
    private final Dictionary[] dictionaries;
    private final int size;
    private final int[] codes;
    private final List<int[]> several;
    private @Nullable Digests digests;

    private Columns(Builder built) {
        this.type = built.type;
        this.width = built.width;
        this.dictionaries = built.dictionaries;
        this.size = built.size;
        this.codes = built.codes;
        this.several = List.copyOf(built.several);
    }

    EntityType type() {
        return type;
    }

    public int size() {
        return size;
    }

    int width() {
        return width;
    }

    /** The code of the only value; {@link #NONE}; or, below that, the place of several values. */
    int code(int record, int attribute) {
        return codes[record * width + attribute];
    }

    /** Reads something of the record's row. */
    int touch(int record) {
        int from = record * width;
        return codes[from] ^ codes[from + width - 1];
    }

    /** Made when first asked for: the same for whoever compares. */
    synchronized Digests digests() {
        Digests made = digests;
        if (made == null) {
            made = new Digests(this);
            digests = made;
        }
        return made;
    }

    /** All codes of a record's attribute. */
    int[] codes(int record, int attribute) {
        int code = code(record, attribute);
        return code >= 0 ? new int[] {code} : code == NONE ? new int[0] : several.get(NONE - 1 - code);
    }

    /** The operands of a record's attribute. */
    public String[] values(int record, int attribute) {
        int[] all = codes(record, attribute);
        String[] values = new String[all.length];
        for (int i = 0; i < all.length; i++) {
            values[i] = value(attribute, all[i]);
        }
        return values;
    }

    int[] several(int code) {
        return several.get(NONE - 1 - code);
    }

    String value(int attribute, int code) {
        return dictionaries[attribute].value(code);
    }

    /** Distinct values of an attribute's dictionary, which it may share with another one. */
    int distinct(int attribute) {
        return dictionaries[attribute].size();
    }

    /**
     * Of no records yet.
     *
     * @param expected number of records, more or less; at least 1
     */
    public static Builder builder(EntityType type, DemotedValues demoted, int expected) {
        return new Builder(type, demoted, expected);
    }

    /** Some records on their way into columns. */
    public static final class Portion {

        /** By record and attribute. */
        private final String[][] operands;

        /** Likewise, of those that are alone. */
        private final int[] hashes;

        private final int size;

        private Portion(String[][] operands, int[] hashes, int size) {
            this.operands = operands;
            this.hashes = hashes;
            this.size = size;
        }
    }

    /** Takes records one after another. */
    public static final class Builder {

        /** An array holds no more. */
        private static final int MOST_CODES = Integer.MAX_VALUE - 8;

        private static final byte UNKNOWN = 0;
        private static final byte EVIDENCE = 1;
        private static final byte DEMOTED = 2;

        private final EntityType type;
        private final Operands operands;
        private final int width;
        private final Dictionary[] dictionaries;

        /** By attribute and code what is known of a value that stands alone: asked once, not for each record. */
        private final byte[][] verdicts;

        /** Attributes that share a dictionary, together. */
        private final List<List<Integer>> byDictionary;

        private final List<int[]> several = new ArrayList<>();
        private int[] codes;
        private int size;

        private Builder(EntityType type, DemotedValues demoted, int expected) {
            this.type = type;
            this.operands = new Operands(type, demoted);
            this.width = type.attributes().size();
            this.codes = new int[(int) Math.min(MOST_CODES, Math.max(1L, width) * expected)];
            this.dictionaries = new Dictionary[width];
            this.verdicts = new byte[width][1 << 10];
            Dictionary names = new Dictionary();
            for (int i = 0; i < width; i++) {
                AttributeType t = type.attributes().get(i).type();
                boolean name = t == AttributeType.GIVEN_NAME || t == AttributeType.FAMILY_NAME;
                dictionaries[i] = name ? names : new Dictionary();
            }
            this.byDictionary = List.copyOf(IntStream.range(0, width)
                    .boxed()
                    .collect(Collectors.groupingBy(
                            i -> dictionaries[i] == names ? -1 : i, TreeMap::new, Collectors.toUnmodifiableList()))
                    .values());
        }

        public void add(Features features) {
            makeRoom(1);
            for (int i = 0; i < width; i++) {
                code(i, features, size);
            }
            size++;
        }

        /** What is compared of some records, ready to be added; from any thread, best the one that read them. */
        public Portion portion(Features[] some) {
            String[][] made = new String[some.length * width][];
            int[] hashes = new int[made.length];
            for (int record = 0; record < some.length; record++) {
                for (int i = 0; i < width; i++) {
                    String[] values = some[record].values(i);
                    // Whether a value that stands alone is demoted is asked once for all records.
                    if (values.length > 1 || operands.residual(i)) {
                        values = operands.of(some[record]::values, i);
                    }
                    made[record * width + i] = values;
                    hashes[record * width + i] = values.length == 1 ? Dictionary.hash(values[0]) : 0;
                }
            }
            return new Portion(made, hashes, some.length);
        }

        /** The same as one after the other, but on all processors, attribute by attribute. */
        public void addAll(Portion some) {
            makeRoom(some.size);
            byDictionary.parallelStream().forEach(attributes -> {
                int[] hashes = new int[some.size];
                for (int i : attributes) {
                    int count = 0;
                    for (int at = i; at < some.operands.length; at += width) {
                        hashes[count] = some.hashes[at];
                        count += some.operands[at].length == 1 ? 1 : 0;
                    }
                    dictionaries[i].touch(hashes, count);
                    for (int at = i; at < some.operands.length; at += width) {
                        codes[size * width + at] = some.operands[at].length == 1
                                ? evidence(i, some.operands[at][0], some.hashes[at])
                                : code(i, some.operands[at]);
                    }
                }
            });
            size += some.size;
        }

        private void makeRoom(int more) {
            long needed = (long) (size + more) * width;
            if (needed > MOST_CODES) {
                throw new IllegalStateException("more than " + size + " records of " + width
                        + " attributes do not fit into one set of columns: match the file in parts");
            }
            if (needed > codes.length) {
                codes = Arrays.copyOf(codes, (int) Math.min(MOST_CODES, Math.max(needed, 2L * codes.length)));
            }
        }

        private void code(int attribute, Features features, int record) {
            codes[record * width + attribute] = code(attribute, operands.of(features::values, attribute));
        }

        /** The code of a value, or {@link #NONE} where it is demoted. */
        private int evidence(int attribute, String value, int hash) {
            int code = dictionaries[attribute].code(value, hash);
            byte[] known = verdicts[attribute];
            if (code >= known.length) {
                known = Arrays.copyOf(known, Math.max(code + 1, known.length * 2));
                verdicts[attribute] = known;
            }
            if (known[code] == UNKNOWN) {
                known[code] = operands.demoted(attribute, value) ? DEMOTED : EVIDENCE;
            }
            return known[code] == DEMOTED ? NONE : code;
        }

        private int code(int attribute, String[] values) {
            if (values.length == 0) {
                return NONE;
            }
            if (values.length == 1) {
                return dictionaries[attribute].code(values[0]);
            }
            int[] all = Arrays.stream(values)
                    .mapToInt(dictionaries[attribute]::code)
                    .toArray();
            synchronized (several) {
                several.add(all);
                return NONE - several.size();
            }
        }

        /** The builder must not be used afterwards. */
        public Columns build() {
            codes = codes.length == size * width ? codes : Arrays.copyOf(codes, size * width);
            return new Columns(this);
        }
    }
}
