package io.millrace.operators.channel.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.operators.channel.ChannelRecord;
import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;

/**
 * Flink's exactly-once sink for a topic. The types of its states and transactions are internal to Flink, so they are
 * objects here.
 */
final class TransactionalSink {
    /** The prefix of the transactional ids of all channels, for access rules. */
    static final String PREFIX = "millrace-";

    private static final String NO_SERVERS = "localhost:0";

    private final Sink<ChannelRecord> sink;

    private TransactionalSink(Sink<ChannelRecord> sink) {
        this.sink = sink;
    }

    /** A sink that can be opened. */
    static TransactionalSink of(String topic, KafkaClients clients) {
        return new TransactionalSink(KafkaSink.<ChannelRecord>builder()
                .setBootstrapServers(clients.servers())
                .setKafkaProducerConfig(clients.producer())
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(PREFIX + topic)
                // A fixed set of ids: with a new id for every checkpoint, a new job would have to abort all of them.
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .setRecordSerializer(serializer(topic))
                .build());
    }

    /** A sink that is only asked for serializers, which depend on no property. */
    static TransactionalSink unopened(String topic) {
        return new TransactionalSink(KafkaSink.<ChannelRecord>builder()
                .setBootstrapServers(NO_SERVERS)
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(PREFIX + topic)
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .setRecordSerializer(serializer(topic))
                .build());
    }

    private static KafkaRecordSerializationSchema<ChannelRecord> serializer(String topic) {
        return KafkaRecordSerializationSchema.<ChannelRecord>builder()
                .setTopic(topic)
                .<ChannelRecord>setKeySerializationSchema(NumberedHeaders::key)
                .setValueSerializationSchema(record -> record.line().getBytes(UTF_8))
                .setHeaderProvider(NumberedHeaders::of)
                .build();
    }

    @SuppressWarnings("unchecked") // Its transactions are opaque here.
    SupportsCommitter<Object> committing() {
        return (SupportsCommitter<Object>) sink;
    }

    @SuppressWarnings("unchecked") // Its states are opaque here.
    SupportsWriterState<ChannelRecord, Object> restoring() {
        return (SupportsWriterState<ChannelRecord, Object>) sink;
    }

    Sink<ChannelRecord> sink() {
        return sink;
    }

    /** Closes a part of Flink's sink. */
    static void close(AutoCloseable part) throws IOException {
        try {
            part.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
