package io.millrace.operators.prompts;

import io.millrace.dataset.Dataset;
import io.millrace.model.PromptVisit;
import io.millrace.operators.ReaderPace;
import io.millrace.operators.StreamSettings;
import io.millrace.pipeline.Parts;
import io.millrace.policy.PolicyFollower;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Streams a data set without end: epoch after epoch, each in its own seeded random order, or its sources by their weights.
 *
 * <p>A position is one number for each share, however large the data set: the order is made of keyed permutations. At its limit
 * the source waits instead of ending, so that a run that was stopped there can be resumed with a higher one.
 */
public final class PromptSource implements Source<PromptVisit, OrdinalSplit, List<OrdinalSplit>> {
    /** A data set has one global order: one split for staleness, whatever the number of readers. */
    public static final String SPLIT = "prompts";

    private static final long serialVersionUID = 1;

    private final Parts parts;
    private final StreamSettings settings;
    private final long limit;

    /**
     * @param parts has the data set
     * @param settings has the seed that keys the order, and the pace
     * @param limit ordinals from here on are not read
     */
    public PromptSource(Parts parts, StreamSettings settings, long limit) {
        this.parts = parts;
        this.settings = settings;
        this.limit = limit;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<PromptVisit, OrdinalSplit> createReader(SourceReaderContext context) {
        Dataset dataset = parts.prompts();
        PolicyFollower pace = ReaderPace.of(settings, context);
        return new PromptReader(dataset, dataset.order(settings.seed()), limit, pace, context.metricGroup());
    }

    @Override
    public SplitEnumerator<OrdinalSplit, List<OrdinalSplit>> createEnumerator(
            SplitEnumeratorContext<OrdinalSplit> context) {
        return new OrdinalEnumerator(context, OrdinalEnumerator.all(context.currentParallelism()));
    }

    @Override
    public SplitEnumerator<OrdinalSplit, List<OrdinalSplit>> restoreEnumerator(
            SplitEnumeratorContext<OrdinalSplit> context, List<OrdinalSplit> unassigned) {
        return new OrdinalEnumerator(context, unassigned);
    }

    @Override
    public SimpleVersionedSerializer<OrdinalSplit> getSplitSerializer() {
        return new OrdinalSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<List<OrdinalSplit>> getEnumeratorCheckpointSerializer() {
        return new SplitListSerializer();
    }
}
