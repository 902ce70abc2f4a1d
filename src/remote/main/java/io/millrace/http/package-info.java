/**
 * Parts shared by all clients over HTTP: pauses before retries, bodies of bounded length, secrets.
 *
 * <p>Nothing here depends on what is requested. Start at {@link io.millrace.http.BoundedBody}.
 */
@NullMarked
package io.millrace.http;

import org.jspecify.annotations.NullMarked;
