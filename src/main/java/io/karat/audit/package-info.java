/**
 * Who did what, and whether the record of it is as it was written.
 *
 * <p>Entries are written by triggers of the database (see {@code V21_1__audit.sql}), in the transaction of the act. This
 * package seals them into a chain of hashes, writes checkpoints under a key of the data directory, lists and verifies. How
 * a chain is made is hidden in {@link io.karat.audit.Chain}. {@code AuditTest} alters, removes, inserts and reorders.
 */
@NullMarked
package io.karat.audit;

import org.jspecify.annotations.NullMarked;
