/**
 * Channels in folders, {@code dir:PATH}: segments of lines ({@link io.millrace.channel}), published with the checkpoint
 * that covers them.
 *
 * <p>Start at {@link io.millrace.operators.channel.directory.DirectoryChannel}. Other kinds of channels do not belong
 * here.
 */
@NullMarked
package io.millrace.operators.channel.directory;

import org.jspecify.annotations.NullMarked;
