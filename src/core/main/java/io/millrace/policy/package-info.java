/**
 * The policy: what samples, what it is stored as, and how text becomes tokens.
 *
 * <p>Interfaces and formats only; engines live in packages of their own. Start at {@link
 * io.millrace.policy.PolicyEngine}.
 */
@NullMarked
package io.millrace.policy;

import org.jspecify.annotations.NullMarked;
