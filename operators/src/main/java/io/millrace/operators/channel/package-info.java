/**
 * Edges of the stream that leave a job: {@link io.millrace.operators.channel.Channel}, of which there are kinds. The one there is
 * so far lies in a folder ({@link io.millrace.channel}).
 *
 * <p>A new kind is a class that implements {@link io.millrace.operators.channel.ChannelKind} and its line in {@code
 * META-INF/services}. What the records mean does not belong here.
 */
@NullMarked
package io.millrace.operators.channel;

import org.jspecify.annotations.NullMarked;
