/**
 * A verifier that asks another machine, over HTTP: batches, retries, a circuit breaker.
 *
 * <p>What cannot be had from there is ungraded, with the reason, and never wrong. What is sent and expected is in {@link
 * io.millrace.verify.http.Protocol}, when it is sent again in {@link io.millrace.verify.http.HttpVerifier}: start there.
 */
@NullMarked
package io.millrace.verify.http;

import org.jspecify.annotations.NullMarked;
