/**
 * The single ordered writer of an entity type: commands, the story of a record from receipt to publication, and storage.
 *
 * <p>Promised: a caller's future completes after its commit, and every change has a gap-free {@code seq}. Hidden:
 * batching, bisection and every table of the hot path. {@code ArchitectureTest} holds the borders.
 */
@NullMarked
package io.karat.ledger;

import org.jspecify.annotations.NullMarked;
