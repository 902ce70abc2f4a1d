/**
 * Channels in a folder: numbered records in append-only segments, one JSON object per line, published atomically. The
 * format is described in {@code docs/channels.md}.
 *
 * <p>One writer stages ({@link io.millrace.channel.ChannelWriter}) and publishes ({@link io.millrace.channel.ChannelPublisher}),
 * any number of readers follow ({@link io.millrace.channel.ChannelReader}). The meaning of the records is defined elsewhere.
 */
@NullMarked
package io.millrace.channel;

import org.jspecify.annotations.NullMarked;
