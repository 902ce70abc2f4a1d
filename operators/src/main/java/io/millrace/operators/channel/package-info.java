/**
 * Channels that lie in a folder ({@link io.millrace.channel}) as ends of a stream: exactly once into one, exactly once out of
 * one.
 *
 * <p>Start at {@link io.millrace.operators.channel.DirectorySink} and {@link io.millrace.operators.channel.DirectorySource}.
 */
@NullMarked
package io.millrace.operators.channel;

import org.jspecify.annotations.NullMarked;
