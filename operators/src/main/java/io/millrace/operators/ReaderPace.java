package io.millrace.operators;

import io.millrace.policy.PolicyFollower;
import io.millrace.policy.PolicyStore;
import java.nio.file.Path;
import org.apache.flink.api.connector.source.SourceReaderContext;

/** What holds a source's records back until the staleness bound lets their visits start. */
public final class ReaderPace {
    private ReaderPace() {}

    /** Follows the policy store for a reader, which closes it. */
    public static PolicyFollower of(StreamSettings settings, SourceReaderContext context) {
        return new PolicyFollower(
                new PolicyStore(Path.of(settings.store())),
                Incarnation.ofReader(context.metricGroup().getAllVariables()),
                version -> {},
                settings.pacing(),
                PolicyStore.LOOK,
                settings.stallTimeout(),
                System::nanoTime);
    }
}
