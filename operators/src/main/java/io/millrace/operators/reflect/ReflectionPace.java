package io.millrace.operators.reflect;

import static java.util.Objects.requireNonNull;

import io.millrace.operators.ReaderPace;
import io.millrace.operators.StreamSettings;
import io.millrace.operators.channel.Gate;
import io.millrace.policy.PolicyFollower;
import io.millrace.policy.StalenessPacing;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.SourceReaderContext;

/**
 * Lets a reflection into the stream as soon as its window of the staleness bound allows; without a window none, so that what
 * is left in the channel waits for a run that is resumed with reflections on.
 *
 * @param settings of the stream
 */
public record ReflectionPace(StreamSettings settings) implements Gate.Factory {
    public ReflectionPace {
        requireNonNull(settings, "settings");
    }

    @Override
    public Gate open(SourceReaderContext context) {
        return settings.pacing().reflections() == 0 ? new Shut() : following(context);
    }

    private Gate following(SourceReaderContext context) {
        PolicyFollower follower = ReaderPace.of(settings, context);
        return new Gate() {
            @Override
            public CompletableFuture<?> whenMayLeave(long record) {
                return follower.whenMayStart(StalenessPacing.REFLECTIONS, record);
            }

            @Override
            public void close() {
                follower.close();
            }
        };
    }

    /** Looks at no store: nothing waits here that a newer version could let go. */
    private static final class Shut implements Gate {
        @Override
        public CompletableFuture<?> whenMayLeave(long record) {
            return new CompletableFuture<>();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
