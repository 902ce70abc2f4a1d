package io.millrace.operators;

import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

/** Whose turn it is to leave a source, and whether it may: for readers, which must not block while it may not. */
public final class Turn {
    private final LongFunction<? extends CompletableFuture<?>> ask;
    private CompletableFuture<?> answer = new CompletableFuture<>();
    private long number = -1;

    /** @param ask is asked once for each number; its answer completes when that one may leave */
    public Turn(LongFunction<? extends CompletableFuture<?>> ask) {
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

    /** Completes when it is worth asking again. */
    public CompletableFuture<Void> answered() {
        return answer.handle((value, failure) -> null);
    }
}
