/** Tests of trackers. Start at {@link io.millrace.track.TrackerContract}. */
@NullMarked
package io.millrace.track;

import org.jspecify.annotations.NullMarked;
