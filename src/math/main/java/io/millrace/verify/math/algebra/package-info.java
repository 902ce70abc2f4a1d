/**
 * Values of expressions: a normal form that finds equal ones exactly, and evaluation at points for the rest.
 *
 * <p>Values only; tuples, sets and units do not belong here. Start at {@link io.millrace.verify.math.algebra.Values}.
 */
@NullMarked
package io.millrace.verify.math.algebra;

import org.jspecify.annotations.NullMarked;
