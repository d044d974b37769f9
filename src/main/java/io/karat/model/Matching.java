package io.karat.model;

import org.jspecify.annotations.Nullable;

/**
 * The match part of an entity model, bound and complete.
 *
 * @param link probability from which two groups of records are joined without asking, in (0, 1)
 * @param review probability from which a steward is asked, in (0, link)
 * @param onePerSource each source is a clean list: no golden record holds two records of one source
 * @param sourceColumn the column that names the source when a file is matched, if any
 */
public record Matching(
        double link,
        double review,
        boolean onePerSource,
        @Nullable String sourceColumn) {

    public Matching {
        if (!(0 < review && review <= link && link < 1)) {
            throw new IllegalArgumentException("thresholds need 0 < review <= link < 1");
        }
    }

    public static Matching defaults() {
        return new Matching(0.95, 0.30, false, null);
    }
}
