package io.millrace.operators.channel.kafka;

import static java.util.stream.Collectors.joining;

import io.millrace.channel.ChannelException;
import io.millrace.channel.StartPosition;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Finds the offsets at which a reader starts. */
final class TopicStart {
    private TopicStart() {}

    /** @throws ChannelException if the topic has no such position, or cannot be read */
    static StartPosition located(StartPosition start, String topic, KafkaClients clients) {
        KafkaErrors errors = new KafkaErrors(topic, clients.servers());
        if (start instanceof StartPosition.Earliest) {
            return start;
        }
        if (start instanceof StartPosition.AtRecord) {
            throw errors.refuse(
                    "must start at earliest, latest, a time or offsets:PARTITION=OFFSET,..., was %s: other programs' records have no numbers",
                    start);
        }
        try (Consumer<byte[], byte[]> consumer = clients.lookUp()) {
            List<TopicPartition> partitions = TopicLog.partitions(topic, consumer, errors);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            if (start instanceof StartPosition.AtOffsets at) {
                mustBeHeld(at, consumer.beginningOffsets(partitions), ends, errors);
                return at;
            }
            return new StartPosition.AtOffsets(
                    numbered(start instanceof StartPosition.Since since ? since(since.time(), consumer, ends) : ends));
        } catch (RuntimeException e) {
            throw errors.of("its offsets could not be read", e);
        }
    }

    private static Map<TopicPartition, Long> since(
            Instant time, Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> times = new LinkedHashMap<>(ends);
        times.replaceAll((partition, end) -> time.toEpochMilli());
        Map<TopicPartition, Long> offsets = new LinkedHashMap<>(ends); // Where there is no record since then.
        consumer.offsetsForTimes(times).forEach((partition, first) -> {
            if (first != null) {
                offsets.put(partition, first.offset());
            }
        });
        return offsets;
    }

    private static Map<Integer, Long> numbered(Map<TopicPartition, Long> offsets) {
        Map<Integer, Long> numbered = new TreeMap<>();
        offsets.forEach((partition, offset) -> numbered.put(partition.partition(), offset));
        return numbered;
    }

    private static void mustBeHeld(
            StartPosition.AtOffsets start,
            Map<TopicPartition, Long> begins,
            Map<TopicPartition, Long> ends,
            KafkaErrors errors) {
        Map<Integer, Long> oldest = numbered(begins);
        Map<Integer, Long> next = numbered(ends);
        start.offsets().forEach((partition, offset) -> {
            if (offset < oldest.getOrDefault(partition, Long.MAX_VALUE) || offset > next.getOrDefault(partition, -1L)) {
                throw errors.refuse(
                        "must start at offsets that it holds (%s), was %d in partition %d",
                        oldest.entrySet().stream()
                                .map(one -> "partition %d: %d to %d"
                                        .formatted(one.getKey(), one.getValue(), next.getOrDefault(one.getKey(), 0L)))
                                .collect(joining(", ")),
                        offset,
                        partition);
            }
        });
    }
}
