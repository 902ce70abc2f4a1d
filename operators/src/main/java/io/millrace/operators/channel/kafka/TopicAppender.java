package io.millrace.operators.channel.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.operators.channel.ChannelRecord;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Appends records to a topic in one transaction, for programs without Flink. */
final class TopicAppender {
    private TopicAppender() {}

    static void append(String topic, KafkaClients clients, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        KafkaErrors errors = new KafkaErrors(topic, clients.servers());
        Properties properties = clients.producer();
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TransactionalSink.PREFIX + topic + "-append");
        try (TopicLog log = TopicLog.open(topic, clients);
                OpenCommits commits = new OpenCommits(topic, clients);
                Producer<byte[], byte[]> producer =
                        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions(); // Aborts a transaction that an earlier program has left open.
            long first = new WriterStart(log, errors).afterCommitted();
            producer.beginTransaction();
            for (int i = 0; i < lines.size(); i++) {
                producer.send(record(topic, new ChannelRecord(first + i, lines.get(i))));
            }
            producer.commitTransaction();
            new CommitWatch(log, commits, errors).await(first, first + lines.size());
        } catch (InterruptedException e) {
            throw errors.of("records could not be written", e);
        } catch (RuntimeException e) {
            throw errors.of("records could not be written", e);
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, ChannelRecord record) {
        return new ProducerRecord<>(
                topic, null, NumberedHeaders.key(record), record.line().getBytes(UTF_8), NumberedHeaders.of(record));
    }
}
