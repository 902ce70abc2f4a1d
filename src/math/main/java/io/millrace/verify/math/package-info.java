/**
 * Mathematical answers: whether what a response gives is what was wanted, however it is written.
 *
 * <p>In doubt an answer is wrong, never right. How answers are read is in {@code latex}, what they are worth in {@code
 * algebra}; finding the answer in a response is not done here. Start at {@link io.millrace.verify.math.MathVerifier}.
 */
@NullMarked
package io.millrace.verify.math;

import org.jspecify.annotations.NullMarked;
