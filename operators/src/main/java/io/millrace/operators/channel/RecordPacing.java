package io.millrace.operators.channel;

import java.io.Serializable;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.SourceReaderContext;

/** Decides when the records of a channel may be emitted; asked once per record, in order. */
public interface RecordPacing extends AutoCloseable {
    /**
     * Requests permission for the next record.
     *
     * @param record number of the record in the channel
     * @return completes, on any thread, when the record may be emitted; exceptionally to fail the job
     */
    CompletableFuture<?> whenMayEmit(long record);

    /** Called when the reader ends: pending requests are no longer needed. */
    @Override
    void close();

    /** Creates the pacing of a reader when it starts. */
    @FunctionalInterface
    interface Factory extends Serializable {
        /** A pacing that permits every record. */
        Factory UNPACED = context -> new RecordPacing() {
            @Override
            public CompletableFuture<?> whenMayEmit(long record) {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public void close() {
                // There is nothing to close.
            }
        };

        RecordPacing open(SourceReaderContext context);
    }
}
