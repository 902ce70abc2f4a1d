/**
 * The computer algebra system Symja as the last stage of the math verifier; it runs in a separate process, which is
 * killed if it does not answer in time.
 *
 * <p>Symja is not on this class path: expressions are written into its syntax here, and the module {@code
 * millrace-symja} reads them. Start at {@link io.millrace.verify.math.symja.SymjaAlgebra}.
 */
@NullMarked
package io.millrace.verify.math.symja;

import org.jspecify.annotations.NullMarked;
