package io.millrace.verify.math.algebra;

import io.millrace.verify.math.latex.Expr;

/**
 * A computer algebra system that decides about two values if the verifier's own stages reach no decision: the work
 * exceeds their bounds, or the points show neither equality nor a difference.
 *
 * <p>Thread-safe. A question has a deadline, which the system enforces itself.
 */
@FunctionalInterface
public interface AlgebraSystem {
    /** Proves nothing. */
    AlgebraSystem NONE = (left, right) -> false;

    /**
     * Whether two values are proven equal for all values of their letters, except isolated ones.
     *
     * @return false if they are not equal, or if it is unknown for any reason; never throws
     */
    boolean proves(Expr left, Expr right);
}
