/**
 * Entity types, their attributes and the records of sources, bound from the YAML models.
 *
 * <p>Promised: an {@code EntityModel} that exists is whole and consistent; every problem of a file is reported at once with
 * its line. Hidden: how YAML is read. {@code ArchitectureTest} holds the borders.
 */
@NullMarked
package io.karat.model;

import org.jspecify.annotations.NullMarked;
