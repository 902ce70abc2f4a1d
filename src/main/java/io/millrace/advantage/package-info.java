/**
 * Advantages: how much better a response is than what the policy usually does.
 *
 * <p>Pure arithmetic over graded groups. Start at {@link io.millrace.advantage.AdvantageEstimator}.
 */
@NullMarked
package io.millrace.advantage;

import org.jspecify.annotations.NullMarked;
