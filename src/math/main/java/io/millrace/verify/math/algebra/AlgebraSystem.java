package io.millrace.verify.math.algebra;

import io.millrace.verify.math.latex.Expr;

/**
 * A computer algebra system, asked about two values on which the verifier's own stages come to no end: work beyond their bounds,
 * or points that neither show the values to be the same nor tell them apart.
 *
 * <p>Thread-safe. A question has a deadline, which the system keeps by itself.
 */
@FunctionalInterface
public interface AlgebraSystem {
    /** Proves nothing. */
    AlgebraSystem NONE = (left, right) -> false;

    /**
     * Whether two values are proven to be the same for all values of their letters, but for single ones.
     *
     * @return false if they are not the same, and also if it is not known, whyever; it never throws
     */
    boolean proves(Expr left, Expr right);
}
