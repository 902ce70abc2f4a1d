package io.millrace.memory;

import java.io.IOException;
import java.util.List;

/**
 * A first-in, first-out buffer of items to learn from later.
 *
 * @param <T> type of the items
 */
public interface ReplayBuffer<T> {
    /** Appends items, in their order. */
    void push(List<T> items) throws IOException;

    /** The number of buffered items. */
    long size() throws IOException;

    /**
     * Removes the oldest items.
     *
     * @param most maximum number of items, at least 0
     * @return in the order in which they were pushed; fewer if the buffer holds fewer
     */
    List<T> pop(int most) throws IOException;
}
