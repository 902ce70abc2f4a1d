/**
 * Verification of mathematical answers, independent of their notation.
 *
 * <p>When in doubt, an answer is graded incorrect. Parsing is in {@code latex}, evaluation in {@code algebra}; extracting the answer
 * from a response does not belong here. Start at {@link io.millrace.verify.math.MathVerifier}.
 */
@NullMarked
package io.millrace.verify.math;

import org.jspecify.annotations.NullMarked;
