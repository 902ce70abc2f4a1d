package io.millrace.operators.channel.kafka;

import io.millrace.channel.ChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds committed records of a topic by their numbers, which increase with the offset in each partition. Reads only a few
 * records. Not thread-safe.
 */
final class TopicLog implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Offsets read first when searching for a partition's last record: one marker follows the last record of a transaction. */
    private static final long TAIL = 4;

    private static final int FURTHER = 16;

    private final String topic;
    private final KafkaErrors errors;
    private final Consumer<byte[], byte[]> consumer;

    private TopicLog(String topic, KafkaErrors errors, Consumer<byte[], byte[]> consumer) {
        this.topic = topic;
        this.errors = errors;
        this.consumer = consumer;
    }

    static TopicLog open(String topic, KafkaClients clients) {
        return new TopicLog(topic, new KafkaErrors(topic, clients.servers()), clients.lookUp());
    }

    /**
     * The partitions of a topic, in the order of their numbers.
     *
     * @throws ChannelException if there is no such topic
     */
    static List<TopicPartition> partitions(String topic, Consumer<byte[], byte[]> consumer, KafkaErrors errors) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        if (found == null || found.isEmpty()) {
            throw errors.refuse("topic does not exist: create it, or set channels.kafka.create to true");
        }
        return found.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
                .toList();
    }

    /**
     * The record numbers that a topic holds.
     *
     * @param oldest the smallest number from which all records are held
     * @param next the number of the next record to be committed
     * @param forgotten whether all records have been deleted, and with them the last number
     */
    record Held(long oldest, long next, boolean forgotten) {}

    /** Offsets of a partition: {@code begin} of its first record, {@code end} after its last committed one. */
    private record Range(TopicPartition partition, long begin, long end) {}

    private List<Range> ranges() {
        List<TopicPartition> partitions = partitions(topic, consumer, errors);
        if (consumer.assignment().size() != partitions.size()) {
            consumer.assign(partitions);
            consumer.pause(partitions);
            partitions.forEach(
                    one -> consumer.seek(one, 0)); // Kafka requires a position for each, even if it is paused.
        }
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        return partitions.stream()
                .map(one -> new Range(one, begins.getOrDefault(one, 0L), ends.getOrDefault(one, 0L)))
                .toList();
    }

    /** The record numbers that the topic holds now. */
    Held held() {
        try {
            List<Range> ranges = ranges();
            long oldest = ranges.stream()
                    .filter(range -> range.begin() > 0)
                    .flatMap(range -> firstFrom(range, range.begin()).stream())
                    .mapToLong(TopicLog::numberOf)
                    .max()
                    .orElse(0);
            long next = next(ranges);
            return new Held(oldest, next, next == 0 && ranges.stream().anyMatch(range -> range.begin() > 0));
        } catch (RuntimeException e) {
            throw errors.of("its records could not be read", e);
        }
    }

    /** The number of the next record to be committed; 0 if the topic holds none. */
    long next() {
        try {
            return next(ranges());
        } catch (RuntimeException e) {
            throw errors.of("its newest records could not be read", e);
        }
    }

    private long next(List<Range> ranges) {
        return ranges.stream()
                .mapToLong(range -> last(range).orElse(-1) + 1)
                .max()
                .orElse(0);
    }

    /** Number of partitions. */
    int partitions() {
        return partitions(topic, consumer, errors).size();
    }

    /** For each partition, the offset of its first record with at least the given number; its end if there is none. */
    Map<Integer, Long> offsetsOf(long number) {
        try {
            Map<Integer, Long> offsets = new LinkedHashMap<>();
            for (Range range : ranges()) {
                offsets.put(range.partition().partition(), number == 0 ? range.begin() : offsetOf(number, range));
            }
            return offsets;
        } catch (RuntimeException e) {
            throw errors.of("record %d could not be searched for".formatted(number), e);
        }
    }

    /** Binary search: the first record at or after an offset shows on which side the number is. */
    private long offsetOf(long number, Range range) {
        long low = range.begin();
        long high = range.end();
        while (low < high) {
            long middle = low + (high - low) / 2;
            Range half = new Range(range.partition(), range.begin(), high);
            Optional<ConsumerRecord<byte[], byte[]>> found = firstFrom(half, middle);
            if (found.isPresent() && numberOf(found.get()) < number) {
                low = found.get().offset() + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static long numberOf(ConsumerRecord<byte[], byte[]> numbered) {
        return NumberedHeaders.number(numbered.headers()).orElseThrow();
    }

    private OptionalLong last(Range range) {
        for (long back = TAIL; ; back *= FURTHER) {
            long from = Math.max(range.begin(), range.end() - back);
            OptionalLong last = read(range, from, false).stream()
                    .mapToLong(TopicLog::numberOf)
                    .max();
            if (last.isPresent() || from == range.begin()) {
                return last;
            }
        }
    }

    /** The first numbered record at or after an offset. */
    private Optional<ConsumerRecord<byte[], byte[]>> firstFrom(Range range, long from) {
        return read(range, from, true).stream().findFirst();
    }

    /** The numbered records at or after an offset, or only the first of them. */
    private List<ConsumerRecord<byte[], byte[]>> read(Range range, long from, boolean first) {
        if (from >= range.end()) {
            return List.of();
        }
        consumer.seek(range.partition(), from);
        consumer.resume(List.of(range.partition()));
        try {
            return poll(range, from, first);
        } finally {
            consumer.pause(List.of(range.partition()));
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> poll(Range range, long from, boolean first) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (consumer.position(range.partition()) < range.end()) {
            if (System.nanoTime() > deadline) {
                throw errors.refuse(
                        "offset %d of partition %d could not be read within %d s",
                        from, range.partition().partition(), LIMIT.toSeconds());
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < range.end()
                        && NumberedHeaders.number(record.headers()).isPresent()) {
                    found.add(record);
                    if (first) {
                        return found;
                    }
                }
            }
        }
        return found;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
