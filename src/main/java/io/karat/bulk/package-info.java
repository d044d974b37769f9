/**
 * One verdict on many questions, as a job that is drafted, confirmed, run, and undone as a whole.
 *
 * <p>Promised: the draft changes nothing and freezes what it is about; a question is decided by its job once, whatever
 * happens to the hub; what the job decided can be undone together. Hidden: how runners share the work. {@code
 * ArchitectureTest} holds the borders.
 */
@NullMarked
package io.karat.bulk;

import org.jspecify.annotations.NullMarked;
