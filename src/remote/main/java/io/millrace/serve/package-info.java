/**
 * Serves any {@link io.millrace.policy.PolicyEngine} over HTTP in the dialect of a well-known inference server, so that the clients of
 * such servers can use a policy. The dialects have a package each and are found by {@link java.util.ServiceLoader}.
 *
 * <p>Start at {@link io.millrace.serve.PolicyServer} and {@link io.millrace.serve.ServedModel}.
 */
@NullMarked
package io.millrace.serve;

import org.jspecify.annotations.NullMarked;
