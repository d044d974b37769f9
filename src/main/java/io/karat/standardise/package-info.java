/**
 * One raw value in, one comparable value out; the features of a record and the atoms it is found by.
 *
 * <p>Promised: the same raw values give the same features under one standardiser version, on any machine and in any
 * locale. Hidden: the rules and reference tables of each type. {@code ArchitectureTest} holds the borders.
 */
@NullMarked
package io.karat.standardise;

import org.jspecify.annotations.NullMarked;
