/**
 * The computer algebra system Symja as the last stage of the verifier for mathematics: in a process of its own, which is killed
 * when it does not answer in time.
 *
 * <p>Nothing of Symja is on this class path: expressions are written into its syntax here, and the module {@code millrace-symja}
 * reads them. Start at {@link io.millrace.verify.math.symja.SymjaAlgebra}.
 */
@NullMarked
package io.millrace.verify.math.symja;

import org.jspecify.annotations.NullMarked;
