package io.millrace.track;

import java.io.IOException;
import java.util.Map;

/**
 * Receives the figures of optimizer steps. Used by one thread.
 *
 * <p>Written steps survive a crash or are offered again: the tracker reports its last step and receives the steps after it, so no
 * step is written twice, wherever the run resumes. If a step is repeated after the run restored an older checkpoint, the figures
 * that were written first are kept.
 */
public interface Tracker extends AutoCloseable {
    /** The last written step; 0 if there is none. */
    long last();

    /**
     * Writes a step.
     *
     * @param step optimizer steps taken, compensation steps included, from 1; greater than {@link #last}
     * @param figures values by their names in the steps channel; unavailable figures are absent
     * @throws IOException if it cannot be written; the step is offered again later
     */
    void write(long step, Map<String, Double> figures) throws IOException;

    /** Flushes and closes its files. */
    @Override
    void close() throws IOException;
}
