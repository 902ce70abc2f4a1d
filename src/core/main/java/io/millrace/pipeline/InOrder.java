package io.millrace.pipeline;

import io.millrace.check.Require;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Results in the order in which their works were begun, whichever is done first. For one thread.
 *
 * @param <T> what a work gives; what it throws is thrown where its result is due
 */
public final class InOrder<T> {
    private final int most;
    private final Deque<CompletableFuture<T>> begun = new ArrayDeque<>();

    /** @param most works that are under way or done and not yet given, at least 1; another one waits for the first of them */
    public InOrder(int most) {
        Require.that(most >= 1, "in order: most must be >= 1, was %d", most);
        this.most = most;
    }

    /**
     * Takes a work.
     *
     * @return results whose turn it is, in order; none if the first is not done
     */
    public List<T> add(CompletableFuture<T> work) {
        begun.add(work);
        List<T> due = new ArrayList<>();
        while (!begun.isEmpty() && (begun.size() > most || begun.element().isDone())) {
            due.add(begun.remove().join());
        }
        return due;
    }

    /** Waits for all. */
    public List<T> rest() {
        List<T> due = new ArrayList<>();
        while (!begun.isEmpty()) {
            due.add(begun.remove().join());
        }
        return due;
    }
}
