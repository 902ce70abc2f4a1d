package io.millrace.operators.channel.kafka;

import static java.util.Objects.requireNonNull;

import io.millrace.channel.ChannelException;
import io.millrace.channel.ChannelsConfig;
import io.millrace.channel.StartPosition;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelAddress;
import io.millrace.operators.channel.ChannelKind;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.HeldRecords;
import io.millrace.operators.channel.RecordPacing;
import io.millrace.operators.channel.RecordReader;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.plugin.TypeName;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;

/**
 * A channel in a Kafka topic, which may have several partitions.
 *
 * @param topic name of the topic
 * @param options of the Kafka cluster
 */
public record KafkaChannel(String topic, KafkaOptions options) implements Channel {
    /** The type name of this kind. */
    public static final String KIND = "kafka";

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    public KafkaChannel {
        requireNonNull(topic, "topic");
        requireNonNull(options, "options");
        if (!NAME.matcher(topic).matches() || topic.equals(".") || topic.equals("..")) {
            throw new ChannelException(
                    "channel kafka:%s: topic must be 1..249 letters, digits, '.', '_' and '-'".formatted(topic));
        }
    }

    /** Creates channels with addresses {@code kafka:TOPIC}. */
    @TypeName(KIND)
    public record Kind() implements ChannelKind {
        @Override
        public Channel channel(String place, ChannelsConfig config) {
            return new KafkaChannel(
                    place,
                    config.kinds().all().stream()
                            .filter(KafkaOptions.class::isInstance)
                            .map(KafkaOptions.class::cast)
                            .findFirst()
                            .orElse(KafkaOptions.DEFAULTS));
        }
    }

    @Override
    public ChannelAddress address() {
        return new ChannelAddress(KIND, topic);
    }

    @Override
    public void prepare(Duration checkpointInterval) {
        TopicCheck.prepare(topic, options, checkpointInterval);
    }

    @Override
    public Sink<String> sink(FaultPlan faults) {
        return new NumberedSink(topic, options, faults);
    }

    @Override
    public Source<ChannelRecord, ?, ?> source(RecordPacing.Factory pacing, long record) {
        return new KafkaChannelSource(topic, options, ReadingOrder.NUMBERS, from(record), pacing);
    }

    private KafkaSplit from(long record) {
        if (record == 0) {
            return KafkaSplit.START;
        }
        try (TopicLog log = TopicLog.open(topic, KafkaClients.of(options))) {
            return new KafkaSplit(record, log.offsetsOf(record));
        }
    }

    @Override
    public Source<ChannelRecord, ?, ?> input(RecordPacing.Factory pacing, StartPosition start) {
        KafkaSplit split =
                start instanceof StartPosition.AtOffsets at ? new KafkaSplit(0, at.offsets()) : KafkaSplit.START;
        return new KafkaChannelSource(topic, options, ReadingOrder.ARRIVAL, split, pacing);
    }

    @Override
    public StartPosition located(StartPosition start) {
        return TopicStart.located(start, topic, KafkaClients.of(options));
    }

    @Override
    public RecordReader reader(long record) {
        return KafkaRecordReader.open(topic, KafkaClients.of(options), record);
    }

    @Override
    public HeldRecords held() {
        try (TopicLog log = TopicLog.open(topic, KafkaClients.of(options))) {
            TopicLog.Held held = log.held();
            return new HeldRecords(Math.min(held.oldest(), held.next()), held.next());
        }
    }

    @Override
    public long storedBytes() {
        return TopicSize.of(topic, KafkaClients.of(options));
    }

    @Override
    public void append(List<String> lines) {
        TopicAppender.append(topic, KafkaClients.of(options), lines);
    }
}
