/**
 * Durable streams that leave a job: the interface {@link io.millrace.operators.channel.Channel} and the types that its
 * implementations share. Each kind is a package below this one.
 *
 * <p>A new kind is a class that implements {@link io.millrace.operators.channel.ChannelKind} and its line in {@code
 * META-INF/services}. The meaning of the records does not belong here.
 */
@NullMarked
package io.millrace.operators.channel;

import org.jspecify.annotations.NullMarked;
