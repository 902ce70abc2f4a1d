package io.millrace.operators.channel;

import java.io.Serializable;
import java.util.List;

/**
 * Turns values into records that leave the job at checkpoints. Used by one thread.
 *
 * @param <T> value that arrives
 */
public interface RecordAggregator<T> {
    /**
     * Adds a value.
     *
     * @param now processing time, in epoch milliseconds
     */
    void add(T value, long now);

    /**
     * Removes and returns the records that a checkpoint publishes, each JSON in one line.
     *
     * @param now processing time, in epoch milliseconds
     */
    List<String> flush(long now);

    /** The state after a flush: everything that has been added and not been returned. */
    byte[] snapshot();

    /**
     * Called several times per second between checkpoints.
     *
     * @param now processing time, in epoch milliseconds
     */
    default void tick(long now) {}

    /** Called at the end. */
    default void close() {}

    /**
     * Creates aggregators where a sink runs.
     *
     * @param <T> value that arrives
     */
    interface Factory<T> extends Serializable {
        /** Name of the aggregator's state; another one's state is refused. */
        String name();

        /** A new aggregator. */
        RecordAggregator<T> create();

        /** An aggregator with the state of a checkpoint. */
        RecordAggregator<T> restore(byte[] state);
    }
}
