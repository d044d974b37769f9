/**
 * Survivorship, provenance and the versions of a golden record.
 *
 * <p>Promised: a golden value is a pure function of members, rules version, overrides and instant, and every value says
 * where it comes from. Hidden: the rules' total order. {@code ArchitectureTest} holds the borders.
 */
@NullMarked
package io.karat.golden;

import org.jspecify.annotations.NullMarked;
