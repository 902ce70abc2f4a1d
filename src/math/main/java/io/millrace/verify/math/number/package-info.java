/**
 * Exact numbers and the bounds of all work on answers: inputs that are too big, too deep or too long cause a {@link
 * io.millrace.verify.math.number.LimitException} instead of a hang.
 *
 * <p>Notation and expressions do not belong here. Start at {@link io.millrace.verify.math.number.Budget}.
 */
@NullMarked
package io.millrace.verify.math.number;

import org.jspecify.annotations.NullMarked;
