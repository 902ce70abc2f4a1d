package io.millrace.track;

import java.io.IOException;
import java.util.Map;

/**
 * Takes the figures of optimizer steps. Used by one thread.
 *
 * <p>What it has taken survives a crash, or is asked for again: it says itself what it holds last, and is given the steps after
 * that, so no step is written twice, whatever the run is resumed from. Of a step that is taken again after a run went back to an
 * older checkpoint, the figures that were written first stay.
 */
public interface Tracker extends AutoCloseable {
    /** The last step that it holds; 0 if it holds none. */
    long last();

    /**
     * Takes a step.
     *
     * @param step optimizer steps taken, compensation steps included, from 1; greater than {@link #last}
     * @param figures by the names of the steps channel; none for what cannot be had
     * @throws IOException if it cannot be written; the step is offered again later
     */
    void write(long step, Map<String, Double> figures) throws IOException;

    /** Writes what is held back, and lets go of its files. */
    @Override
    void close() throws IOException;
}
