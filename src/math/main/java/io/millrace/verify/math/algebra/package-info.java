/**
 * Decides whether expressions have the same value: exactly by a normal form, or else by evaluation at points.
 *
 * <p>Values only; tuples, sets and units do not belong here. Start at {@link io.millrace.verify.math.algebra.Values}.
 */
@NullMarked
package io.millrace.verify.math.algebra;

import org.jspecify.annotations.NullMarked;
