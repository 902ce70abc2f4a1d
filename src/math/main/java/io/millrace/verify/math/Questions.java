package io.millrace.verify.math;

import io.millrace.verify.math.algebra.AlgebraSystem;
import io.millrace.verify.math.latex.Expr;

/**
 * The remaining questions to an algebra system for one verdict, so that a list of hard values takes no longer
 * than a single one.
 */
final class Questions {
    /** Maximum number of questions for one verdict. */
    static final int MAX_QUESTIONS = 2;

    private final AlgebraSystem system;
    private int left = MAX_QUESTIONS;

    Questions(AlgebraSystem system) {
        this.system = system;
    }

    boolean proves(Expr truth, Expr answer) {
        return left-- > 0 && system.proves(truth, answer);
    }
}
