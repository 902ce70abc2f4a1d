/**
 * Comparison of variants of a configuration: the same prompts, seeds and number of responses, one table.
 *
 * <p>Start at {@link io.millrace.jobs.compare.MethodComparison}.
 */
@NullMarked
package io.millrace.jobs.compare;

import org.jspecify.annotations.NullMarked;
