/**
 * The seeded generator of sample sources, with the truth about which records belong together.
 *
 * <p>Promised: the same seed gives the same records for ever. Hidden: the name tables and the kinds of dirt. {@code ArchitectureTest} holds the borders.
 */
@NullMarked
package io.karat.demo;

import org.jspecify.annotations.NullMarked;
