/**
 * What the hub stands on: its data directory, its settings and the embedded PostgreSQL.
 *
 * <p>Promised: a data directory serves one hub at a time, and the database in it is durable and stopped after the hub.
 * Hidden: how the server is found, started and recovered after a crash. {@code ArchitectureTest} holds the borders.
 */
@NullMarked
package io.karat.boot;

import org.jspecify.annotations.NullMarked;
