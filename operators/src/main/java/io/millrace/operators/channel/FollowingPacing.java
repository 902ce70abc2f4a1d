package io.millrace.operators.channel;

import static java.util.Objects.requireNonNull;

import io.millrace.operators.ReaderPacing;
import io.millrace.operators.StreamSettings;
import io.millrace.policy.PolicyFollower;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongUnaryOperator;
import org.apache.flink.api.connector.source.SourceReaderContext;

/** Permits a record as soon as the staleness bound allows its visits to start; follows the policy store. */
public final class FollowingPacing implements RecordPacing {
    /** Stands for the ordinal of a record that is never permitted. */
    public static final long NEVER = -1;

    private final PolicyFollower follower;
    private final String split;
    private final LongUnaryOperator ordinals;

    /**
     * @param split the split that the visits belong to
     * @param ordinals ordinal of the last visit of a record, by its number, or {@link #NEVER}
     */
    public FollowingPacing(
            StreamSettings settings, SourceReaderContext context, String split, LongUnaryOperator ordinals) {
        this.follower = ReaderPacing.of(settings, context);
        this.split = requireNonNull(split, "split");
        this.ordinals = requireNonNull(ordinals, "ordinals");
    }

    @Override
    public CompletableFuture<?> whenMayEmit(long record) {
        long ordinal = ordinals.applyAsLong(record);
        return ordinal == NEVER ? new CompletableFuture<>() : follower.whenMayStart(split, ordinal);
    }

    @Override
    public void close() {
        follower.close();
    }
}
