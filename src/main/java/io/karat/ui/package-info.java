/**
 * The pages of the hub, rendered on the server.
 *
 * <p>Promised: what a steward sees is what the ledger holds when the page is made. Hidden: everything; nothing may
 * import this package. {@code ArchitectureTest} holds the borders.
 */
@NullMarked
package io.karat.ui;

import org.jspecify.annotations.NullMarked;
