/**
 * The bulk path: candidate pairs by sorting keys, plans for a whole entity type, profiling and suggested models.
 *
 * <p>Promised: finds the pairs the online path would find. Hidden: the primitive arrays it sorts. {@code ArchitectureTest} holds the borders.
 */
@NullMarked
package io.karat.batch;

import org.jspecify.annotations.NullMarked;
