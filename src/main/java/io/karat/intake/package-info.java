/**
 * Channels in: single records, bulk bodies and durable jobs.
 *
 * <p>Promised: what is acknowledged is durable, and every line gets exactly one outcome. Hidden: formats and resumption. {@code ArchitectureTest} holds the borders.
 */
@NullMarked
package io.karat.intake;

import org.jspecify.annotations.NullMarked;
