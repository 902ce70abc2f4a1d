package io.millrace.operators.prompts;

import io.millrace.assembly.PromptParts;
import io.millrace.curriculum.CurriculumOrder;
import io.millrace.curriculum.PassRates;
import io.millrace.dataset.Dataset;
import io.millrace.dataset.EpochOrder;
import io.millrace.dataset.VisitOrder;
import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.model.PromptVisit;
import io.millrace.operators.ReaderPacing;
import io.millrace.operators.StreamSettings;
import io.millrace.policy.PolicyFollower;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Streams a data set endlessly: epoch after epoch, each in its own seeded random order, or with sources mixed by
 * weight; with a curriculum, prompts are chosen by their pass rates under the version that allows their visit to start.
 *
 * <p>A position is one number per share, however large the data set, because orders are keyed permutations. At its
 * limit the source idles instead of finishing, so that a run stopped there can be resumed with a higher limit.
 */
public final class PromptSource implements Source<PromptVisit, OrdinalSplit, List<OrdinalSplit>> {
    /**
     * Name of a data set's split in staleness accounting: it has one global order, whatever the number of readers.
     */
    public static final String SPLIT = "prompts";

    private static final long serialVersionUID = 1;

    private final PromptParts parts;
    private final StreamSettings settings;
    private final long limit;
    private final Clock clock;

    /**
     * @param parts provides the data set
     * @param settings provides the seed that keys the order, and the pacing
     * @param limit first ordinal that is not read
     * @param clock provides the time at which a prompt is read
     */
    public PromptSource(PromptParts parts, StreamSettings settings, long limit, Clock clock) {
        this.parts = parts;
        this.settings = settings;
        this.limit = limit;
        this.clock = clock;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<PromptVisit, OrdinalSplit> createReader(SourceReaderContext context) {
        Dataset dataset = parts.prompts();
        EpochOrder plain = dataset.order(settings.seed());
        VersionOrders orders = new VersionOrders(parts.curriculum()
                .<Function<PolicyVersion, VisitOrder>>map(curriculum -> version -> new CurriculumOrder(
                        plain,
                        curriculum,
                        settings.seed(),
                        rates(version),
                        settings.pacing().window()))
                .orElse(version -> plain));
        PolicyFollower pace = ReaderPacing.of(settings, context, orders::adopt);
        return new PromptReader(dataset, orders, limit, pace, clock, context.metricGroup());
    }

    private static PassRates rates(PolicyVersion version) {
        try {
            return PassRates.read(version.path());
        } catch (IOException e) {
            throw new PolicyException(
                    "policy version %d: %s could not be read for the curriculum (%s)"
                            .formatted(version.number(), version.path().resolve(PassRates.FILE), e),
                    e);
        }
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
