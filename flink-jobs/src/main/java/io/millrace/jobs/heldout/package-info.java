/**
 * Evaluation of policy versions on held-out prompts, and scoring of recorded responses.
 *
 * <p>Start at {@link io.millrace.jobs.heldout.HeldOut}.
 */
@NullMarked
package io.millrace.jobs.heldout;

import org.jspecify.annotations.NullMarked;
