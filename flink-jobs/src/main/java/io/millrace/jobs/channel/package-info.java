/**
 * Channels as users name and read them on the command line, whatever their kind. Start at {@link
 * io.millrace.jobs.channel.ChannelPlace}.
 */
@NullMarked
package io.millrace.jobs.channel;

import org.jspecify.annotations.NullMarked;
