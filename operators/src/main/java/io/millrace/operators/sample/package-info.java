/**
 * Stage 2: the policy samples a group of responses for each visit.
 *
 * <p>Start at {@link io.millrace.operators.sample.SampleFunction}.
 */
@NullMarked
package io.millrace.operators.sample;

import org.jspecify.annotations.NullMarked;
