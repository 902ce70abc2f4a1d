/**
 * Trackers: where the figures of optimizer steps go besides the steps channel, so that other tools show them.
 *
 * <p>A tracker is fed with published steps only, by the process that follows the steps channel. Start at {@link
 * io.millrace.track.Tracker}.
 */
@NullMarked
package io.millrace.track;

import org.jspecify.annotations.NullMarked;
