package io.millrace.operators.channel.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles records that other programs wrote to a channel's topic. They have no number, hence no place in the order, and
 * cannot be removed from the topic, so failing on them would block the channel; they are skipped, logged and counted instead.
 *
 * <p>They can be copied to another topic in the dead-letter format of KIP-1034: the original key, value and headers, and the
 * reason. A record is copied before later records are read, so it is copied at least once.
 */
final class ForeignRecords implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ForeignRecords.class);
    private static final String ERRORS = "__streams.errors.";

    private final KafkaErrors errors;
    private final Optional<KafkaClients> clients;
    private final String copies;
    private @Nullable Producer<byte[], byte[]> producer;
    private long count;

    private ForeignRecords(KafkaErrors errors, Optional<KafkaClients> clients, String copies) {
        this.errors = errors;
        this.clients = clients;
        this.copies = copies;
    }

    /** Skips foreign records without copying them. */
    static ForeignRecords skipped(KafkaErrors errors) {
        return new ForeignRecords(errors, Optional.empty(), "");
    }

    /**
     * Copies foreign records to a topic.
     *
     * @param topic topic for the copies; records are not copied if it is blank
     */
    static ForeignRecords copiedTo(String topic, KafkaClients clients, KafkaErrors errors) {
        return new ForeignRecords(errors, Optional.of(clients).filter(some -> !topic.isBlank()), topic);
    }

    /** Number of foreign records so far. */
    long count() {
        return count;
    }

    /** @throws io.millrace.channel.ChannelException if the record cannot be copied */
    void accept(ConsumerRecord<byte[], byte[]> record) {
        count++;
        SerializationException reason =
                new SerializationException("record must have the header %s and a value, which records of a channel have"
                        .formatted(NumberedHeaders.NUMBER));
        if (Long.bitCount(count) == 1) { // Many foreign records must not flood the log.
            LOG.warn(
                    "channel kafka:{}: partition {}, offset {}: skipped a record of another program, {} so far ({}): revoke its"
                            + " permission to write to the topic",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    count,
                    reason.getMessage());
        }
        if (clients.isEmpty()) {
            return;
        }
        Producer<byte[], byte[]> to = producer == null ? open(clients.get()) : producer;
        producer = to;
        try {
            to.send(copy(record, reason)).get();
        } catch (ExecutionException | InterruptedException | RuntimeException e) {
            throw errors.of(
                    "offset %d of partition %d could not be copied to topic %s"
                            .formatted(record.offset(), record.partition(), copies),
                    e);
        }
    }

    private static Producer<byte[], byte[]> open(KafkaClients clients) {
        return new KafkaProducer<>(clients.producer(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private ProducerRecord<byte[], byte[]> copy(ConsumerRecord<byte[], byte[]> record, Exception reason) {
        Headers headers = new RecordHeaders(record.headers().toArray());
        add(headers, "exception", reason.getClass().getName());
        add(headers, "message", String.valueOf(reason.getMessage()));
        StringWriter stack = new StringWriter();
        reason.printStackTrace(new PrintWriter(stack, true));
        add(headers, "stacktrace", stack.toString());
        add(headers, "topic", record.topic());
        add(headers, "partition", Integer.toString(record.partition()));
        add(headers, "offset", Long.toString(record.offset()));
        return new ProducerRecord<>(copies, null, record.timestamp(), record.key(), record.value(), headers);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(ERRORS + name, value.getBytes(UTF_8));
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close();
        }
    }
}
