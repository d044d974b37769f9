/**
 * The commands of the launcher, which start no hub.
 *
 * <p>Promised: results on standard output, progress on standard error, and the documented exit codes. Hidden: how a
 * command finds and talks to the hub. {@code ArchitectureTest} holds the borders.
 */
@NullMarked
package io.karat.cli;

import org.jspecify.annotations.NullMarked;
