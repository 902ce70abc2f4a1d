/**
 * Mathematical problems with known answers, from data sets such as MATH, GSM8K or AIME.
 *
 * <p>How answers are judged is in {@code io.millrace.verify.math}. Start at {@link io.millrace.task.math.MathTask}.
 */
@NullMarked
package io.millrace.task.math;

import org.jspecify.annotations.NullMarked;
