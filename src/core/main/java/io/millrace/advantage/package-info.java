/**
 * Advantages: how much better a response is than the policy's average.
 *
 * <p>Pure arithmetic over graded groups. Estimators are registered through {@link io.millrace.advantage.EstimatorType}. Start at
 * {@link io.millrace.advantage.AdvantageEstimator}.
 */
@NullMarked
package io.millrace.advantage;

import org.jspecify.annotations.NullMarked;
