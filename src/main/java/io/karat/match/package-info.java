/**
 * Comparisons and their levels, parameters, the scored pair with its explanation, and training.
 *
 * <p>Promised: a score is a function of two feature vectors, one parameter version and the demoted values, and its
 * explanation adds up to it. Hidden: how weights are laid out and looked up. {@code ArchitectureTest} holds the borders.
 */
@NullMarked
package io.karat.match;

import org.jspecify.annotations.NullMarked;
