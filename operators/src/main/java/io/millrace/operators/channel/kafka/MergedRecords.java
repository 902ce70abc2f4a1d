package io.millrace.operators.channel.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.operators.channel.ChannelRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the committed records of all partitions of a topic as one sequence without gaps. Not thread-safe.
 *
 * <p>Record numbers increase within each partition, so the next record is always the first unread one of some partition.
 * Partitions that are ahead are paused, to bound memory. With {@link ReadingOrder#ARRIVAL}, the next record is the first unread
 * one with the oldest timestamp.
 */
final class MergedRecords implements AutoCloseable {
    /** Bytes of a partition's unread records above which it is paused. */
    private static final long AHEAD = 4 << 20;

    private final String topic;
    private final KafkaErrors errors;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Unread> unread = new LinkedHashMap<>();
    private final ForeignRecords foreign;
    private final ReadingOrder order;
    private long next;

    /** The unread records of a partition that have been fetched. */
    private static final class Unread {
        final Deque<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
        long bytes;
    }

    /**
     * A record and its place.
     *
     * @param offset offset in its partition
     */
    record Placed(ChannelRecord record, int partition, long offset) {}

    /**
     * @param consumer consumer of the topic; closed with this reader
     * @param foreign receives records without a number or a value; closed with this reader
     * @param order how the partitions are merged
     * @param start number of the first record to read, and start offset by partition; partitions without one are read from the beginning
     */
    MergedRecords(
            String topic,
            Consumer<byte[], byte[]> consumer,
            ForeignRecords foreign,
            KafkaErrors errors,
            ReadingOrder order,
            KafkaSplit start) {
        this.topic = topic;
        this.consumer = consumer;
        this.foreign = foreign;
        this.errors = errors;
        this.order = order;
        this.next = start.next();
        discover(start.offsets());
    }

    /** Adds new partitions of the topic, read from their beginning. */
    void discover() {
        discover(Map.of());
    }

    private void discover(Map<Integer, Long> offsets) {
        try {
            List<TopicPartition> found = TopicLog.partitions(topic, consumer, errors);
            List<TopicPartition> added =
                    found.stream().filter(one -> !unread.containsKey(one)).toList();
            if (added.isEmpty()) {
                return;
            }
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(added);
            List<TopicPartition> all = new ArrayList<>(unread.keySet());
            all.addAll(added);
            consumer.assign(all);
            added.forEach(one -> {
                unread.put(one, new Unread());
                consumer.seek(one, offsets.getOrDefault(one.partition(), begins.getOrDefault(one, 0L)));
            });
        } catch (RuntimeException e) {
            throw errors.of("its partitions could not be read", e);
        }
    }

    /**
     * The next record, if it has been fetched.
     *
     * @throws io.millrace.channel.ChannelException if its number has been read before
     */
    Optional<Placed> take() {
        return order == ReadingOrder.ARRIVAL ? takeOldest() : takeNext();
    }

    private Optional<Placed> takeOldest() {
        return unread.values().stream()
                .filter(partition -> !partition.records.isEmpty())
                .min(Comparator.comparingLong(
                        partition -> partition.records.element().timestamp()))
                .map(this::remove);
    }

    private Placed remove(Unread partition) {
        ConsumerRecord<byte[], byte[]> first = partition.records.remove();
        partition.bytes -= bytes(first);
        return new Placed(
                new ChannelRecord(next++, new String(first.value(), UTF_8)), first.partition(), first.offset());
    }

    private Optional<Placed> takeNext() {
        for (Map.Entry<TopicPartition, Unread> partition : unread.entrySet()) {
            ConsumerRecord<byte[], byte[]> first = partition.getValue().records.peek();
            if (first == null) {
                continue;
            }
            long number = NumberedHeaders.number(first.headers()).orElseThrow();
            if (number < next) {
                throw errors.refuse(
                        "records must be numbered once, partition %d has record %d again at offset %d, after record %d: another job has written to the topic, or it was recreated: read from the beginning of an intact topic",
                        first.partition(), number, first.offset(), next - 1);
            }
            if (number == next) {
                return Optional.of(remove(partition.getValue()));
            }
        }
        return Optional.empty();
    }

    /**
     * Fetches records.
     *
     * @param patience maximum time to wait for records
     * @throws io.millrace.channel.ChannelException if they have been deleted, or cannot be read
     */
    void fetch(Duration patience) {
        try {
            unread.forEach((partition, held) -> {
                if (held.bytes >= AHEAD) {
                    consumer.pause(List.of(partition));
                } else {
                    consumer.resume(List.of(partition));
                }
            });
            consumer.poll(patience).forEach(this::keep);
        } catch (OffsetOutOfRangeException e) {
            throw errors.refuse(
                    "record %d must be held, was deleted or never written (%s): read from the oldest held one, or raise the topic's retention; if the topic was recreated, start without a checkpoint",
                    next, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            throw errors.of("could not be read at record %d".formatted(next), e);
        }
    }

    private void keep(ConsumerRecord<byte[], byte[]> record) {
        boolean placed = order == ReadingOrder.ARRIVAL
                || NumberedHeaders.number(record.headers()).isPresent();
        if (!placed || record.value() == null) {
            foreign.accept(record);
            return;
        }
        Unread partition = unread.get(new TopicPartition(topic, record.partition()));
        if (partition != null) {
            partition.records.add(record);
            partition.bytes += bytes(record);
        }
    }

    private static long bytes(ConsumerRecord<byte[], byte[]> record) {
        return record.serializedValueSize();
    }

    /** Whether all committed records have been fetched, except those of paused partitions. */
    boolean caughtUp() {
        try {
            Map<TopicPartition, Long> ends = consumer.endOffsets(unread.keySet());
            return unread.entrySet().stream()
                    .allMatch(one -> one.getValue().bytes >= AHEAD
                            || consumer.position(one.getKey()) >= ends.getOrDefault(one.getKey(), 0L));
        } catch (RuntimeException e) {
            throw errors.of("its end could not be read", e);
        }
    }

    /** Number of the next record to take. */
    long next() {
        return next;
    }

    /** Number of committed records that have not been taken, as far as known; includes transaction markers. */
    long pending() {
        long pending = 0;
        for (Map.Entry<TopicPartition, Unread> partition : unread.entrySet()) {
            pending += partition.getValue().records.size();
            pending += consumer.currentLag(partition.getKey()).orElse(0);
        }
        return pending;
    }

    /** Whether the next record has not been fetched although a later one has; valid only after {@link #take} was empty. */
    boolean misses() {
        return unread.values().stream().anyMatch(partition -> !partition.records.isEmpty());
    }

    /** The consumer, for committing offsets. */
    Consumer<byte[], byte[]> consumer() {
        return consumer;
    }

    @Override
    public void close() {
        foreign.close();
        consumer.close();
    }
}
