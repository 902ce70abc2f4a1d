/**
 * A remote verifier over HTTP, with batches, retries and a circuit breaker.
 *
 * <p>A reply without a verdict is ungraded, with the reason, and never incorrect. The format is in {@link
 * io.millrace.verify.http.Protocol}. Start at {@link io.millrace.verify.http.HttpVerifier}.
 */
@NullMarked
package io.millrace.verify.http;

import org.jspecify.annotations.NullMarked;
