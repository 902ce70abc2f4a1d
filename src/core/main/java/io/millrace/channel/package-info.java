/**
 * Channels that lie in a folder: numbered records in append-only segments, one JSON object a line, published whole or not at
 * all. The format is in {@code docs/channels.md}.
 *
 * <p>One writer stages ({@link io.millrace.channel.ChannelWriter}) and publishes ({@link
 * io.millrace.channel.ChannelPublisher}), any number of readers follow ({@link io.millrace.channel.ChannelReader}). What the
 * records mean does not belong here.
 */
@NullMarked
package io.millrace.channel;

import org.jspecify.annotations.NullMarked;
