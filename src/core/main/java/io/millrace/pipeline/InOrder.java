package io.millrace.pipeline;

import io.millrace.check.Require;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Returns results in the order in which their tasks were started, whichever completes first. Not thread-safe.
 *
 * @param <T> result of a task; its exception is thrown when its result is due
 */
public final class InOrder<T> {
    private final int most;
    private final Deque<CompletableFuture<T>> begun = new ArrayDeque<>();

    /**
     * @param most maximum number of tasks that are running or whose results are not yet returned, at least 1; adding another waits
     *     for the first of them
     */
    public InOrder(int most) {
        Require.that(most >= 1, "in order: most must be >= 1, was %d", most);
        this.most = most;
    }

    /**
     * Adds a task.
     *
     * @return results that are due, in order; empty if the first task is not done
     */
    public List<T> add(CompletableFuture<T> work) {
        begun.add(work);
        List<T> due = new ArrayList<>();
        while (!begun.isEmpty() && (begun.size() > most || begun.element().isDone())) {
            due.add(begun.remove().join());
        }
        return due;
    }

    /** Waits for all tasks and returns the remaining results. */
    public List<T> rest() {
        List<T> due = new ArrayList<>();
        while (!begun.isEmpty()) {
            due.add(begun.remove().join());
        }
        return due;
    }
}
