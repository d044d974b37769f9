package io.karat.match;

import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongSet;
import it.unimi.dsi.fastutil.longs.LongSets;
import java.util.Collection;

/**
 * Values that very many records share and that are therefore no evidence, such as a default e-mail address.
 *
 * @param hashes of (attribute number, standard value), see {@link #hash}
 */
public record DemotedValues(LongSet hashes) {

    public static final DemotedValues NONE = new DemotedValues(LongSets.emptySet());

    public DemotedValues {
        hashes = LongSets.unmodifiable(new LongOpenHashSet(hashes));
    }

    public DemotedValues(Collection<Long> hashes) {
        this(new LongOpenHashSet(hashes));
    }

    public boolean contains(int attribute, String value) {
        return !hashes.isEmpty() && hashes.contains(hash(attribute, value));
    }

    /** FNV-1a over the value's chars, mixed with the attribute: stable in every process. */
    public static long hash(int attribute, String value) {
        long h = 0xcbf29ce484222325L ^ attribute;
        for (int i = 0; i < value.length(); i++) {
            h = (h ^ value.charAt(i)) * 0x100000001b3L;
        }
        h ^= h >>> 32;
        return h * 0x9E3779B97F4A7C15L;
    }
}
