package io.millrace.memory;

import java.io.IOException;
import java.util.List;

/**
 * What waits to be learned from later: first in, first out.
 *
 * @param <T> what waits
 */
public interface ReplayBuffer<T> {
    /** Adds items behind all others, in their order. */
    void push(List<T> items) throws IOException;

    /** How many wait. */
    long size() throws IOException;

    /**
     * Takes the oldest out.
     *
     * @param most how many at most, at least 0
     * @return in the order in which they were pushed; fewer if fewer wait
     */
    List<T> pop(int most) throws IOException;
}
