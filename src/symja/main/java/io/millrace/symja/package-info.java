/**
 * The worker process that decides for the math verifier whether two values are equal. A separate program:
 * nothing here is on the class path of a run, and nothing of a run is on the worker's.
 *
 * <p>Questions are sent in Symja's syntax by {@code io.millrace.verify.math.symja} of the core. Start at {@link
 * io.millrace.symja.SymjaWorker}.
 */
@NullMarked
package io.millrace.symja;

import org.jspecify.annotations.NullMarked;
