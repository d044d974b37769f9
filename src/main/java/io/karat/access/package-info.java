/**
 * Accounts, tokens and roles, and the one place that decides who may do what.
 *
 * <p>Promised: everything is closed unless it says otherwise; secrets are stored hashed and shown once. Hidden: the
 * mechanisms of sign-in. {@code ArchitectureTest} holds the borders.
 */
@NullMarked
package io.karat.access;

import org.jspecify.annotations.NullMarked;
