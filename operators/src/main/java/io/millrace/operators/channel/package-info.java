/**
 * Durable streams that leave a job: {@link io.millrace.operators.channel.Channel} and its implementations. So far there
 * is one, which stores records in a folder ({@link io.millrace.channel}).
 *
 * <p>A new kind is a class that implements {@link io.millrace.operators.channel.ChannelKind} and its line in {@code
 * META-INF/services}. The meaning of the records does not belong here.
 */
@NullMarked
package io.millrace.operators.channel;

import org.jspecify.annotations.NullMarked;
