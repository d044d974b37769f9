/**
 * The REST resources and the one mapper from failures to problem documents.
 *
 * <p>Promised: the calls and answers of the OpenAPI document. Hidden: everything; nothing may import this package. {@code ArchitectureTest} holds the borders.
 */
@NullMarked
package io.karat.api;

import org.jspecify.annotations.NullMarked;
