package io.millrace.operators;

import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

/**
 * Holds the pending permission for a source's next record: a source reader must not block while it waits for it.
 *
 * @param <T> value that comes with a permission
 */
public final class EmitPermit<T> {
    private final LongFunction<? extends CompletableFuture<? extends T>> request;
    private CompletableFuture<? extends T> granted = new CompletableFuture<T>();
    private long number = -1;

    /**
     * @param request requests permission for a record number, once per number; the future completes when that record
     *     may be
     *     emitted
     */
    public EmitPermit(LongFunction<? extends CompletableFuture<? extends T>> request) {
        this.request = request;
    }

    /**
     * Whether a record may be emitted.
     *
     * @param next number of the next record, from 0
     * @throws java.util.concurrent.CompletionException if the permission failed
     */
    public boolean tryAcquire(long next) {
        if (number != next) {
            number = next;
            granted = request.apply(next);
        }
        if (!granted.isDone()) {
            return false;
        }
        granted.join();
        return true;
    }

    /** The value of the last permission that was granted. */
    public T value() {
        return granted.join();
    }

    /** Completes when a new attempt may succeed. */
    public CompletableFuture<Void> available() {
        return granted.handle((value, failure) -> null);
    }
}
