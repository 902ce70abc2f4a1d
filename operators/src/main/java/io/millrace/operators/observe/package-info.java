/**
 * The monitor: side outputs of the stages, and the records that are made from them.
 *
 * <p>The arithmetic is in {@code io.millrace.observe} and {@code io.millrace.window}. Start at {@link io.millrace.operators.observe.Observed}.
 */
@NullMarked
package io.millrace.operators.observe;

import org.jspecify.annotations.NullMarked;
