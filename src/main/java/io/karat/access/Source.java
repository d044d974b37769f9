package io.karat.access;

import java.time.Instant;

/**
 * A system whose records the hub keeps.
 *
 * @param colour number of its place in the palette of the pages, the same for ever; from 0, below {@link #COLOURS}
 */
public record Source(String name, String label, int colour, Instant createdAt) {
    public static final int COLOURS = 12;
}
