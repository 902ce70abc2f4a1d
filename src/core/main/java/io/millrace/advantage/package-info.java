/**
 * Advantages: how much better a response is than what the policy usually does.
 *
 * <p>Pure arithmetic over graded groups. Estimators are found by {@link io.millrace.advantage.EstimatorType}. Start
 * at {@link io.millrace.advantage.AdvantageEstimator}.
 */
@NullMarked
package io.millrace.advantage;

import org.jspecify.annotations.NullMarked;
