/**
 * Exact numbers and the bounds of all work on answers: what is too big, too deep or too long ends in a {@link
 * io.millrace.verify.math.number.LimitException} instead of in a hang.
 *
 * <p>Nothing of notation or expressions. Start at {@link io.millrace.verify.math.number.Budget}.
 */
@NullMarked
package io.millrace.verify.math.number;

import org.jspecify.annotations.NullMarked;
