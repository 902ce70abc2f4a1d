/**
 * Parsing of answers in LaTeX or plain text to expression trees: a lexer and a recursive-descent parser, both bounded.
 *
 * <p>Values of expressions do not belong here. Start at {@link io.millrace.verify.math.latex.Parser}.
 */
@NullMarked
package io.millrace.verify.math.latex;

import org.jspecify.annotations.NullMarked;
