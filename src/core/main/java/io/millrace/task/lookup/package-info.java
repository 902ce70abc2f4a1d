/**
 * Sums of numbers that a tool looks up: the built-in task for responses of several turns.
 *
 * <p>Start at {@link io.millrace.task.lookup.LookupTask}.
 */
@NullMarked
package io.millrace.task.lookup;

import org.jspecify.annotations.NullMarked;
