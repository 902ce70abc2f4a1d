/**
 * The policy: the engine interface that samples from it, the store of its versions, and the pacing of sampling.
 *
 * <p>Interfaces and formats only; engines live in separate packages. Start at {@link io.millrace.policy.PolicyEngine}.
 */
@NullMarked
package io.millrace.policy;

import org.jspecify.annotations.NullMarked;
