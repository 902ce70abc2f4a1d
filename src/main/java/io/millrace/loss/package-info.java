/**
 * Policy losses, KL penalties and off-policy corrections.
 *
 * <p>Pure arithmetic over log-probabilities: the reference that the learner's program is checked against. Start at {@link
 * io.millrace.loss.PolicyLoss}.
 */
@NullMarked
package io.millrace.loss;

import org.jspecify.annotations.NullMarked;
