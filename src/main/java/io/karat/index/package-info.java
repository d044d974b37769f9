/**
 * Candidates in memory, search over Lucene, and the memory-mapped feature file.
 *
 * <p>Promised: derived from the database, can be rebuilt while the hub works, and a stale posting is harmless. Hidden:
 * Lucene, which nothing else may use. {@code ArchitectureTest} holds the borders.
 */
@NullMarked
package io.karat.index;

import org.jspecify.annotations.NullMarked;
