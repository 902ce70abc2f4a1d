/**
 * Inference servers as samplers: an engine over a fleet of replicas that serve the same policy over HTTP.
 *
 * <p>A {@link io.millrace.server.Dialect} converts between requests and the JSON of a kind of server, without any I/O; each
 * kind has a package below this one. Token ids travel in both directions, never text. Start at {@link
 * io.millrace.server.ServerEngine}.
 */
@NullMarked
package io.millrace.server;

import org.jspecify.annotations.NullMarked;
