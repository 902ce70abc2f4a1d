package io.millrace.operators.channel;

import io.millrace.check.Require;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.SourceReaderContext;

/**
 * Permits the records before a number and holds back all others. The source does not end there: a source that ends is marked as
 * finished in the last checkpoint, and a job that is restored from it would never read again.
 *
 * @param end number of the first record that is held back
 */
public record UntilRecord(long end) implements RecordPacing.Factory {
    public UntilRecord {
        Require.that(end >= 0, "channel: end must be >= 0, was %d", end);
    }

    @Override
    public RecordPacing open(SourceReaderContext context) {
        return new RecordPacing() {
            @Override
            public CompletableFuture<?> whenMayEmit(long record) {
                return record < end ? CompletableFuture.completedFuture(null) : new CompletableFuture<>();
            }

            @Override
            public void close() {
                // There is nothing to close.
            }
        };
    }
}
