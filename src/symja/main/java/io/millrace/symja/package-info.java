/**
 * The worker that the verifier for mathematics asks whether two values are the same. A program of its own: nothing here is on the
 * class path of a run, and nothing of a run is on this one.
 *
 * <p>Questions come in Symja's syntax from {@code io.millrace.verify.math.symja} of the core. Start at {@link
 * io.millrace.symja.SymjaWorker}.
 */
@NullMarked
package io.millrace.symja;

import org.jspecify.annotations.NullMarked;
