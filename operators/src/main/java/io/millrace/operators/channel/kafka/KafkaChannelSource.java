package io.millrace.operators.channel.kafka;

import static java.util.Objects.requireNonNull;

import io.millrace.operators.channel.ChannelEnumerator;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.RecordPacing;
import io.millrace.operators.channel.UnassignedSerializer;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Reads the committed records of a topic in one order, unbounded.
 *
 * <p>A single reader reads all partitions, whatever the parallelism. Its state is the number of the next record and one
 * offset for each partition. Flink's own source defines no order across partitions, and cannot hold back a single
 * record.
 */
final class KafkaChannelSource implements Source<ChannelRecord, KafkaSplit, Optional<KafkaSplit>> {
    private static final long serialVersionUID = 1;

    private final String topic;
    private final KafkaOptions options;
    private final ReadingOrder order;
    private final long next;
    private final TreeMap<Integer, Long> offsets;
    private final RecordPacing.Factory pacing;

    /** @param start where a new reader starts */
    KafkaChannelSource(
            String topic, KafkaOptions options, ReadingOrder order, KafkaSplit start, RecordPacing.Factory pacing) {
        this.topic = requireNonNull(topic, "topic");
        this.options = requireNonNull(options, "options");
        this.order = requireNonNull(order, "order");
        this.next = start.next();
        this.offsets = new TreeMap<>(start.offsets());
        this.pacing = requireNonNull(pacing, "pacing");
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<ChannelRecord, KafkaSplit> createReader(SourceReaderContext context) {
        return new KafkaSourceReader(
                split -> TopicFetcher.start(topic, options, order, split), pacing.open(context), context.metricGroup());
    }

    @Override
    public SplitEnumerator<KafkaSplit, Optional<KafkaSplit>> createEnumerator(
            SplitEnumeratorContext<KafkaSplit> context) {
        return new ChannelEnumerator<>(context, Optional.of(new KafkaSplit(next, offsets)));
    }

    @Override
    public SplitEnumerator<KafkaSplit, Optional<KafkaSplit>> restoreEnumerator(
            SplitEnumeratorContext<KafkaSplit> context, Optional<KafkaSplit> unassigned) {
        return new ChannelEnumerator<>(context, unassigned);
    }

    @Override
    public SimpleVersionedSerializer<KafkaSplit> getSplitSerializer() {
        return new KafkaSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Optional<KafkaSplit>> getEnumeratorCheckpointSerializer() {
        return new UnassignedSerializer<>(new KafkaSplitSerializer());
    }
}
