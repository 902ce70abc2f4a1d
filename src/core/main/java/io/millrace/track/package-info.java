/**
 * Trackers write the metrics of optimizer steps to other tools, in addition to the steps channel.
 *
 * <p>A tracker receives only published steps, from the process that follows the steps channel. Start at
 * {@link io.millrace.track.Tracker}.
 */
@NullMarked
package io.millrace.track;

import org.jspecify.annotations.NullMarked;
