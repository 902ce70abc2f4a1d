/**
 * The random policy: an engine without a model that samples all tokens with equal probability.
 *
 * <p>Its rewards are a baseline that a policy must beat; and since sampling costs almost nothing, it measures the throughput of the
 * stream without a model. Start at {@link io.millrace.uniform.UniformEngine}.
 */
@NullMarked
package io.millrace.uniform;

import org.jspecify.annotations.NullMarked;
