package io.millrace.operators.channel.kafka;

import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.RecordReader;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;

/** Reads a topic for programs without Flink. */
final class KafkaRecordReader implements RecordReader {
    private static final Duration POLL = Duration.ofMillis(50);

    /** Time after which a missing record is an error: a committed transaction is soon visible in all its partitions. */
    private static final Duration MISSING = Duration.ofSeconds(30);

    private final String topic;
    private final KafkaErrors errors;
    private final MergedRecords records;
    private long missingSinceNanos;

    private KafkaRecordReader(String topic, KafkaErrors errors, MergedRecords records) {
        this.topic = topic;
        this.errors = errors;
        this.records = records;
    }

    /** @throws io.millrace.channel.ChannelException if the record has been deleted, or lies beyond the next one */
    static KafkaRecordReader open(String topic, KafkaClients clients, long record) {
        KafkaErrors errors = new KafkaErrors(topic, clients.servers());
        Map<Integer, Long> offsets;
        try (TopicLog log = TopicLog.open(topic, clients)) {
            requireHeld(log.held(), record, errors);
            offsets = log.offsetsOf(record);
        }
        Consumer<byte[], byte[]> consumer = clients.lookUp();
        try {
            return new KafkaRecordReader(
                    topic,
                    errors,
                    new MergedRecords(
                            topic,
                            consumer,
                            ForeignRecords.skipped(errors),
                            errors,
                            ReadingOrder.NUMBERS,
                            new KafkaSplit(record, offsets)));
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private static void requireHeld(TopicLog.Held held, long record, KafkaErrors errors) {
        if (held.forgotten()) {
            return; // The numbers are unknown: the first record read is compared with the requested number.
        }
        if (record < held.oldest() || record > held.next()) {
            throw errors.refuse(
                    "record %d must be held, the channel holds records %d to %d: %s",
                    record,
                    held.oldest(),
                    held.next() - 1,
                    record < held.oldest()
                            ? "retention deleted it: read from the oldest, or raise the topic's retention"
                            : "read from a record that exists, or from the next one");
        }
    }

    @Override
    public Optional<ChannelRecord> next() {
        Optional<MergedRecords.Placed> next = records.take();
        while (next.isEmpty()) {
            boolean all = records.caughtUp();
            if (all) {
                requireComplete();
                return Optional.empty();
            }
            records.fetch(POLL);
            next = records.take();
        }
        missingSinceNanos = 0;
        return next.map(MergedRecords.Placed::record);
    }

    private void requireComplete() {
        records.discover();
        if (!records.misses()) {
            missingSinceNanos = 0;
            return;
        }
        long now = System.nanoTime();
        if (missingSinceNanos == 0) {
            missingSinceNanos = now;
        }
        if (now - missingSinceNanos > MISSING.toNanos()) {
            throw missing(errors, records.next());
        }
    }

    /** The error for a record that is missing although later ones exist. */
    static RuntimeException missing(KafkaErrors errors, long record) {
        return errors.refuse(
                "record %d must be held, is missing although later ones exist: it was deleted, or lost with its broker: read from a later record",
                record);
    }

    @Override
    public String place() {
        return "channel kafka:%s: record %d".formatted(topic, records.next());
    }

    @Override
    public void close() {
        records.close();
    }
}
