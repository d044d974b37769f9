/**
 * Questions to stewards, the leases on them and the stewards' decisions.
 *
 * <p>Promised: one open question per pair of clusters, held by one steward at a time; a decision is a fact. Hidden: how
 * priority and budget are kept. {@code ArchitectureTest} holds the borders.
 */
@NullMarked
package io.karat.review;

import org.jspecify.annotations.NullMarked;
