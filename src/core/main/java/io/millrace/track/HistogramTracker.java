package io.millrace.track;

import java.io.IOException;
import java.util.SortedMap;

/** A tracker that also takes distributions of responses. */
public interface HistogramTracker extends Tracker {
    /** The last step with histograms; 0 if there is none. */
    long lastHistograms();

    /**
     * Writes the distributions of the responses that were published since the last ones.
     *
     * @param step optimizer step of the newest weights that sampled them; greater than {@link #lastHistograms}
     * @param histograms by name
     * @throws IOException if they cannot be written
     */
    void write(long step, SortedMap<String, Histogram> histograms) throws IOException;
}
