package io.millrace.operators.channel;

import java.io.Serializable;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.SourceReaderContext;

/** Decides when a record may leave its channel; it is asked once for each, in their order. */
public interface Gate extends AutoCloseable {
    /**
     * Asked when it is a record's turn.
     *
     * @param record its number in the channel
     * @return completes, on any thread, when it may leave; exceptionally to fail the job
     */
    CompletableFuture<?> whenMayLeave(long record);

    /** The reader has ended: nothing that was asked for is needed any more. */
    @Override
    void close();

    /** Makes the gate of a reader when it starts. */
    @FunctionalInterface
    interface Factory extends Serializable {
        /** Lets everything pass. */
        Factory OPEN = context -> new Gate() {
            @Override
            public CompletableFuture<?> whenMayLeave(long record) {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };

        Gate open(SourceReaderContext context);
    }
}
