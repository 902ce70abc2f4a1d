package io.millrace.operators;

import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

/**
 * Whose turn it is to leave a source, and whether it may: for readers, which must not block while it may not.
 *
 * @param <T> what the answer tells besides
 */
public final class Turn<T> {
    private final LongFunction<? extends CompletableFuture<? extends T>> ask;
    private CompletableFuture<? extends T> answer = new CompletableFuture<T>();
    private long number = -1;

    /** @param ask is asked once for each number; its answer completes when that one may leave */
    public Turn(LongFunction<? extends CompletableFuture<? extends T>> ask) {
        this.ask = ask;
    }

    /**
     * Whether a number may leave.
     *
     * @param next whose turn it is, from 0
     * @throws java.util.concurrent.CompletionException if it never may
     */
    public boolean mayLeave(long next) {
        if (number != next) {
            number = next;
            answer = ask.apply(next);
        }
        if (!answer.isDone()) {
            return false;
        }
        answer.join();
        return true;
    }

    /** The answer for the number that was found to may leave last. */
    public T answer() {
        return answer.join();
    }

    /** Completes when it is worth asking again. */
    public CompletableFuture<Void> answered() {
        return answer.handle((value, failure) -> null);
    }
}
