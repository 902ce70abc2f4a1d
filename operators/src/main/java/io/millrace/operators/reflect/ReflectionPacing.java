package io.millrace.operators.reflect;

import static java.util.Objects.requireNonNull;

import io.millrace.operators.StreamSettings;
import io.millrace.operators.channel.FollowingPacing;
import io.millrace.operators.channel.RecordPacing;
import io.millrace.policy.StalenessPacing;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.SourceReaderContext;

/**
 * Admits a reflection to the stream as soon as its window of the staleness bound allows. Without a window none is
 * admitted: records left in the channel wait for a run that is resumed with reflections on.
 *
 * @param settings settings of the stream
 */
public record ReflectionPacing(StreamSettings settings) implements RecordPacing.Factory {
    public ReflectionPacing {
        requireNonNull(settings, "settings");
    }

    @Override
    public RecordPacing open(SourceReaderContext context) {
        return settings.pacing().reflections() == 0
                ? new NeverEmits()
                : new FollowingPacing(settings, context, StalenessPacing.REFLECTIONS, record -> record);
    }

    /** Follows no policy store: nothing waits here that a newer version could release. */
    private static final class NeverEmits implements RecordPacing {
        @Override
        public CompletableFuture<?> whenMayEmit(long record) {
            return new CompletableFuture<>();
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}
