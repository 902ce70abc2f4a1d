/**
 * What expressions are worth: a normal form by which equal ones are found exactly, and evaluation at points for what it cannot
 * tell.
 *
 * <p>Values only; tuples, sets and units are not known here. Start at {@link io.millrace.verify.math.algebra.Values}.
 */
@NullMarked
package io.millrace.verify.math.algebra;

import org.jspecify.annotations.NullMarked;
