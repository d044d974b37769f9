package io.karat.demo;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A record of a sample source.
 *
 * @param entity {@code person} or {@code organisation}
 * @param observedAt when the source knew it so
 * @param data attribute to value; what the source does not know is absent
 * @param truth which real person or organisation it speaks of
 */
public record SampleRecord(
        String entity, String source, String key, Instant observedAt, Map<String, String> data, int truth) {

    public SampleRecord {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }
}
