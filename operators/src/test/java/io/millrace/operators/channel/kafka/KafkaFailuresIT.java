package io.millrace.operators.channel.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.channel.ChannelException;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.HeldRecords;
import io.millrace.operators.channel.RecordReader;
import io.millrace.operators.channel.SinkKit;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.testkit.KafkaBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Failures of a topic: nothing is lost silently, and each error names the topic and what to do. */
class KafkaFailuresIT {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final KafkaBroker broker = KafkaBroker.running();

    private static List<ChannelRecord> read(KafkaChannel channel, long from) {
        List<ChannelRecord> all = new ArrayList<>();
        try (RecordReader reader = channel.reader(from)) {
            for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                all.add(next.get());
            }
        }
        return all;
    }

    private KafkaChannel missing(boolean create, Map<String, String> properties) {
        return new KafkaChannel(
                "missing-" + System.nanoTime(),
                new KafkaOptions(
                        broker.servers(), properties, "", create, 3, 1, Duration.ofHours(2), SECOND, "", "millrace"));
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, Object> properties) {
        Map<String, Object> all = new TreeMap<>(properties);
        all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.servers());
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Test
    void aMissingTopicIsRefused() {
        KafkaChannel channel = missing(false, Map.of());
        String refusal = "channel %s: topic does not exist: create it, or set channels.kafka.create to true"
                .formatted(channel.address());

        assertThatThrownBy(() -> channel.prepare(SECOND))
                .isInstanceOf(ChannelException.class)
                .hasMessage(refusal);
        assertThatThrownBy(channel::held).hasMessage(refusal);
        assertThatThrownBy(() -> channel.reader(0)).hasMessage(refusal);
    }

    @Test
    void aMissingTopicIsCreatedOnRequest() throws Exception {
        KafkaChannel channel = missing(true, Map.of());
        channel.prepare(SECOND);
        channel.prepare(SECOND);

        try (var admin = broker.admin()) {
            assertThat(admin.describeTopics(List.of(channel.topic()))
                            .allTopicNames()
                            .get()
                            .get(channel.topic())
                            .partitions())
                    .hasSize(3);
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, channel.topic());
            assertThat(admin.describeConfigs(List.of(topic))
                            .all()
                            .get()
                            .get(topic)
                            .get("retention.ms")
                            .value())
                    .isEqualTo("7200000");
        }
        assertThat(channel.held()).isEqualTo(new HeldRecords(0, 0));
    }

    @Test
    void moreReplicasThanBrokersAreTheBrokersError() {
        KafkaChannel channel = new KafkaChannel(
                "replicas-" + System.nanoTime(),
                new KafkaOptions(broker.servers(), Map.of(), "", true, 1, 3, Duration.ZERO, SECOND, "", ""));

        assertThatThrownBy(() -> channel.prepare(SECOND))
                .isInstanceOf(ChannelException.class)
                .hasMessageStartingWith("channel %s: could not be created (InvalidReplicationFactorException: "
                        .formatted(channel.address()));
    }

    @Test
    void aTransactionTimeoutThatIsTooShortOrTooLongIsRefused() {
        assertThatThrownBy(() ->
                        missing(true, Map.of("transaction.timeout.ms", "4000")).prepare(Duration.ofSeconds(4)))
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining(
                        "transaction.timeout.ms must be >= 5000 ms, the checkpoint interval of 4000 ms and channels.kafka.restartTime of 1000 ms, was 4000 ms");
        assertThatThrownBy(() -> missing(true, Map.of("transaction.timeout.ms", "900001"))
                        .prepare(Duration.ofSeconds(4)))
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining(
                        "transaction.timeout.ms must be <= transaction.max.timeout.ms of broker 1, 900000 ms, was 900001 ms");
    }

    @Test
    void aCompactedTopicIsRefused() throws Exception {
        KafkaChannel channel = broker.channel("compacted", 1);
        try (var admin = broker.admin()) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, channel.topic()),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("cleanup.policy", "compact"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }

        assertThatThrownBy(() -> channel.prepare(SECOND))
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining("cleanup.policy of the topic must be delete, was compact");
    }

    @Test
    void brokersThatCannotBeReachedAreAnErrorWithinTheTimeLimit() {
        Map<String, String> brief = Map.of("default.api.timeout.ms", "1500", "request.timeout.ms", "1000");
        KafkaChannel channel = new KafkaChannel(
                "t", new KafkaOptions("127.0.0.1:1", brief, "", false, 1, 1, Duration.ZERO, SECOND, "", ""));

        assertThatThrownBy(() -> channel.prepare(SECOND))
                .isInstanceOf(ChannelException.class)
                .hasMessageStartingWith("channel kafka:t: could not be described (TimeoutException: ")
                .hasMessageEndingWith(": check that the brokers at 127.0.0.1:1 can be reached from here");
        assertThatThrownBy(channel::held).isInstanceOf(ChannelException.class).hasMessageContaining("TimeoutException");
    }

    @Test
    void aTransactionThatTheBrokerAbortedIsReported() throws Exception {
        KafkaChannel channel = broker.channel("aborted", 1);
        SinkKit sink = SinkKit.open(channel.sink(FaultPlan.NONE), Optional.empty());
        sink.write("a");
        sink.complete(sink.checkpoint());
        sink.write("b", "c");
        SinkKit.Checkpoint covered = sink.checkpoint();
        // As the broker does when the transaction's time is over.
        try (var taken = producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionOf(channel)))) {
            taken.initTransactions();
        }

        assertThatThrownBy(() -> sink.complete(covered))
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining("channel %s: records 1..2 are not committed".formatted(channel.address()))
                .hasMessageContaining("restore the previous checkpoint, which ends with record 1");
        closeQuietly(sink);
        assertThatThrownBy(() -> SinkKit.open(channel.sink(FaultPlan.NONE), Optional.of(covered)))
                .hasMessageContaining("records 1..2 are not committed");
        assertThat(read(channel, 0)).containsExactly(new ChannelRecord(0, "a"));
    }

    private String transactionOf(KafkaChannel channel) throws Exception {
        try (var admin = broker.admin()) {
            return admin.listTransactions().all().get().stream()
                    .filter(one -> one.transactionalId().startsWith("millrace-" + channel.topic()))
                    .filter(one -> one.state() == TransactionState.ONGOING)
                    .findFirst()
                    .orElseThrow()
                    .transactionalId();
        }
    }

    private static void closeQuietly(SinkKit sink) {
        try {
            sink.close();
        } catch (Exception | AssertionError e) {
            // It has failed, as it should.
        }
    }

    @Test
    void aSecondWriterOfTheTopicIsNoticedBeforeRecordsAreNumberedTwice() throws Exception {
        KafkaChannel channel = broker.channel("writers", 1);
        SinkKit sink = SinkKit.open(channel.sink(FaultPlan.NONE), Optional.empty());
        channel.append(List.of("other"));
        sink.write("a");
        SinkKit.Checkpoint covered = sink.checkpoint();

        assertThatThrownBy(() -> sink.complete(covered))
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining(
                        "records 0..0 must start at record 1, the next uncommitted one: another job is writing to the topic");
        closeQuietly(sink);
        assertThat(read(channel, 0)).containsExactly(new ChannelRecord(0, "other"));
    }

    @Test
    void recordsDeletedByRetentionAreNamed() throws Exception {
        KafkaChannel channel = broker.channel("retention", 1);
        channel.append(List.of("a", "b", "c", "d"));
        try (RecordReader behind = channel.reader(1)) {
            deleteBefore(channel, 0, 2);

            assertThatThrownBy(behind::next)
                    .isInstanceOf(ChannelException.class)
                    .hasMessageContaining("record 1 must be held, was deleted");
        }
        assertThat(channel.held()).isEqualTo(new HeldRecords(2, 4));
        assertThat(read(channel, 2)).hasSize(2);
        assertThatThrownBy(() -> channel.reader(1))
                .isInstanceOf(ChannelException.class)
                .hasMessage(
                        "channel %s: record 1 must be held, the channel holds records 2 to 3: retention deleted it: read from the oldest, or raise the topic's retention"
                                .formatted(channel.address()));
    }

    @Test
    void aNewJobDoesNotReuseTheNumbersOfDeletedRecords() throws Exception {
        KafkaChannel channel = broker.channel("emptied", 1);
        channel.append(List.of("a", "b"));
        deleteBefore(channel, 0, -1);

        assertThatThrownBy(() -> SinkKit.open(channel.sink(FaultPlan.NONE), Optional.empty()))
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining("has only deleted ones, whose numbers are unknown");
    }

    private void deleteBefore(KafkaChannel channel, int partition, long offset) throws Exception {
        try (var admin = broker.admin()) {
            admin.deleteRecords(Map.of(
                            new TopicPartition(channel.topic(), partition), RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        }
    }

    @Test
    void recordsOfOtherProgramsAreSkipped() throws Exception {
        KafkaChannel channel = broker.channel("foreign", 1);
        channel.append(List.of("a"));
        try (var other = producer(Map.of())) {
            other.send(new ProducerRecord<>(channel.topic(), "hello".getBytes(UTF_8)));
            other.send(new ProducerRecord<>(channel.topic(), (byte[]) null));
        }
        channel.append(List.of("b"));

        assertThat(read(channel, 0)).containsExactly(new ChannelRecord(0, "a"), new ChannelRecord(1, "b"));
        assertThat(read(channel, 1)).containsExactly(new ChannelRecord(1, "b"));
        assertThat(channel.held()).isEqualTo(new HeldRecords(0, 2));
    }

    @Test
    void recordsOfManyQueriesAreMergedFromAllPartitionsAndFoundByNumber() {
        KafkaChannel channel = broker.channel("merged", 5);
        List<String> lines = IntStream.range(0, 2000)
                .mapToObj("{\"query\":\"q%d\"}"::formatted)
                .toList();
        channel.append(lines.subList(0, 700));
        channel.append(lines.subList(700, 2000));

        assertThat(read(channel, 0)).extracting(ChannelRecord::line).containsExactlyElementsOf(lines);
        for (int from : List.of(1, 699, 700, 1234, 1999, 2000)) {
            assertThat(read(channel, from))
                    .as("from %d", from)
                    .extracting(ChannelRecord::line)
                    .containsExactlyElementsOf(lines.subList(from, 2000));
        }
        assertThat(broker.partitionsWithRecords(channel.topic())).isEqualTo(5);
    }

    @Test
    void aTransactionThatAKilledWriterOpenedUnderTheIdOfACommittedOneIsAborted() throws Exception {
        KafkaChannel channel = broker.channel("reused", 1);
        SinkKit before = SinkKit.open(channel.sink(FaultPlan.NONE), Optional.empty());
        before.write("{\"a\":0}");
        SinkKit.Checkpoint covered = before.checkpoint();
        before.complete(covered);
        before.close();
        String id = "millrace-%s-0-0".formatted(channel.topic()); // The id of the committed transaction.
        KafkaProducer<byte[], byte[]> killed = producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id));
        killed.initTransactions();
        killed.beginTransaction();
        killed.send(new ProducerRecord<>(channel.topic(), "{\"a\":1}".getBytes(UTF_8)));
        killed.flush();

        SinkKit restored = SinkKit.open(channel.sink(FaultPlan.NONE), Optional.of(covered));
        try (var admin = broker.admin()) {
            assertThat(admin.listTransactions().all().get())
                    .filteredOn(one -> one.transactionalId().equals(id))
                    .extracting(TransactionListing::state)
                    .isNotEmpty()
                    .doesNotContain(TransactionState.ONGOING);
        }
        killed.close(Duration.ZERO);
        restored.write("{\"b\":1}");
        restored.complete(restored.checkpoint());
        restored.close();

        assertThat(read(channel, 0))
                .containsExactly(new ChannelRecord(0, "{\"a\":0}"), new ChannelRecord(1, "{\"b\":1}"));
    }

    @Test
    void aPartitionThatIsAddedIsRead() throws Exception {
        KafkaChannel channel =
                new KafkaChannel(broker.topic("grown", 1), broker.options(Map.of("metadata.max.age.ms", "100")));
        channel.append(List.of("{\"query\":\"q\"}"));
        try (RecordReader reader = channel.reader(0)) {
            assertThat(reader.next()).isPresent();
            try (var admin = broker.admin()) {
                admin.createPartitions(Map.of(channel.topic(), NewPartitions.increaseTo(4)))
                        .all()
                        .get();
            }
            List<String> lines = IntStream.range(0, 20)
                    .mapToObj("{\"query\":\"q%d\"}"::formatted)
                    .toList();
            Thread.sleep(500); // Longer than the age of the clients' metadata.
            channel.append(lines);
            List<String> read = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
            while (read.size() < lines.size() && System.nanoTime() < deadline) {
                reader.next().ifPresent(record -> read.add(record.line()));
            }
            assertThat(read).isEqualTo(lines);
        }
    }
}
