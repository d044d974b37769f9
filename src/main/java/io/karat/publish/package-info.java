/**
 * The feed, subscriptions and the delivery of events.
 *
 * <p>Promised: events of an entity type in the order of {@code seq}, each delivered at least once or kept as a dead
 * letter. Hidden: retries and their timing. {@code ArchitectureTest} holds the borders.
 */
@NullMarked
package io.karat.publish;

import org.jspecify.annotations.NullMarked;
