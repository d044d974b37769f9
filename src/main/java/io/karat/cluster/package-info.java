/**
 * The wanted partition of records, its guard, its constraints and the assignment of ids.
 *
 * <p>Promised: {@code partition} is a pure function whose result does not depend on the order of its inputs. Hidden: the
 * linkage and its bookkeeping. {@code ArchitectureTest} holds the borders.
 */
@NullMarked
package io.karat.cluster;

import org.jspecify.annotations.NullMarked;
