/**
 * Answers as they are written, in LaTeX or plainly, to expression trees: a lexer and a recursive-descent parser, both with
 * bounds.
 *
 * <p>What expressions are worth is not known here. Start at {@link io.millrace.verify.math.latex.Parser}.
 */
@NullMarked
package io.millrace.verify.math.latex;

import org.jspecify.annotations.NullMarked;
