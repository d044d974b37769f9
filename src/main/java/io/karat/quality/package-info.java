/**
 * Quality rules of a model and the findings they give.
 *
 * <p>Promised: a finding names its rule, its attribute and its severity, and holds no
 * value. Hidden: how expressions and forms are evaluated. {@code ArchitectureTest} holds the borders.
 */
@NullMarked
package io.karat.quality;

import org.jspecify.annotations.NullMarked;
