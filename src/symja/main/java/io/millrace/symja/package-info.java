/**
 * The worker process that decides for the verifier for mathematics whether two values are equal. A separate program:
 * nothing here is on the class path of a run, and nothing of a run is on this one.
 *
 * <p>Questions are sent in Symja's syntax by {@code io.millrace.verify.math.symja} of the core. Start at {@link
 * io.millrace.symja.SymjaWorker}.
 */
@NullMarked
package io.millrace.symja;

import org.jspecify.annotations.NullMarked;
