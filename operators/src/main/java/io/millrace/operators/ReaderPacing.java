package io.millrace.operators;

import io.millrace.model.PolicyVersion;
import io.millrace.policy.PolicyFollower;
import io.millrace.policy.PolicyStore;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.SourceReaderContext;

/** Holds back a source's records until the staleness bound allows their visits to start. */
public final class ReaderPacing {
    private ReaderPacing() {}

    /** Follows the policy store for a reader, which closes it. */
    public static PolicyFollower of(StreamSettings settings, SourceReaderContext context) {
        return of(settings, context, version -> {});
    }

    /**
     * Follows the policy store for a reader, which closes it.
     *
     * @param adopt receives each new version before any visit starts on it
     */
    public static PolicyFollower of(
            StreamSettings settings, SourceReaderContext context, Consumer<PolicyVersion> adopt) {
        return new PolicyFollower(
                new PolicyStore(Path.of(settings.store())),
                settings.counted(Incarnation.ofReader(context.metricGroup().getAllVariables())),
                adopt,
                settings.pacing(),
                PolicyStore.POLL_INTERVAL,
                settings.stall(),
                System::nanoTime);
    }
}
