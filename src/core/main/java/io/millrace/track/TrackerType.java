package io.millrace.track;

import io.millrace.plugin.Extension;
import java.io.IOException;

/**
 * A tracker of the list {@code trackers} with its options: a record that is registered in a file
 * {@code META-INF/services/io.millrace.track.TrackerType}.
 */
public interface TrackerType extends Extension {
    /**
     * Opens the tracker, including steps of earlier sessions.
     *
     * @throws IOException if it cannot be opened
     */
    Tracker open(TrackerContext context) throws IOException;
}
