package io.millrace.operators.channel.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.channel.ChannelException;
import io.millrace.channel.StartPosition;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.RecordPacing;
import io.millrace.operators.testkit.Collected;
import io.millrace.operators.testkit.KafkaBroker;
import io.millrace.operators.testkit.PendingRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The source of a topic with three partitions. */
class KafkaSourceIT {
    private final KafkaBroker broker = KafkaBroker.running();
    private final Collected<ChannelRecord> output = new Collected<>();
    private final PendingRecords pending = new PendingRecords();
    private final List<KafkaSourceReader> opened = new ArrayList<>();
    private KafkaChannel channel;

    @BeforeEach
    void makeTheTopic() {
        channel = broker.channel("source", 3);
    }

    @AfterEach
    void close() {
        opened.forEach(KafkaSourceReader::close);
    }

    private KafkaSourceReader reader(RecordPacing pacing, KafkaSplit split) {
        KafkaSourceReader reader = new KafkaSourceReader(
                from -> TopicFetcher.start(channel.topic(), channel.options(), ReadingOrder.NUMBERS, from),
                pacing,
                pending.group());
        opened.add(reader);
        reader.addSplits(List.of(split));
        return reader;
    }

    private KafkaSourceReader reader(KafkaSplit split) {
        return reader(RecordPacing.Factory.UNPACED.open(null), split);
    }

    private static List<String> lines(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "{\"time\":%d,\"query\":\"q%d\"}".formatted(1000 + i, i))
                .toList();
    }

    private void read(KafkaSourceReader reader, int records) throws Exception {
        while (output.all.size() < records) {
            if (reader.pollNext(output) == InputStatus.NOTHING_AVAILABLE) {
                reader.isAvailable().get(1, TimeUnit.MINUTES);
            }
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    @Test
    void itFollowsTheChannelAndContinuesFromItsSplit() throws Exception {
        channel.append(lines(0, 50));
        KafkaSourceReader first = reader(KafkaSplit.START);
        read(first, 20);
        List<KafkaSplit> state = first.snapshotState(1);
        first.close();
        channel.append(lines(50, 60));

        KafkaSourceReader second = reader(state.get(0));
        read(second, 60);

        assertThat(state.get(0).next()).isEqualTo(20);
        assertThat(output.all).extracting(ChannelRecord::line).containsExactlyElementsOf(lines(0, 60));
        assertThat(output.times).hasSize(60).startsWith(1000L, 1001L);
        assertThat(second.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        await(() -> pending.now() == 0);
    }

    @Test
    void aRecordLeavesWhenItsPacingPermitsItAndIsInNoStateBefore() throws Exception {
        channel.append(lines(0, 3));
        List<CompletableFuture<Void>> requested = new ArrayList<>();
        KafkaSourceReader reader = reader(
                new RecordPacing() {
                    @Override
                    public CompletableFuture<?> whenMayEmit(long record) {
                        assertThat(record).isEqualTo(requested.size());
                        requested.add(new CompletableFuture<>());
                        return requested.get(requested.size() - 1);
                    }

                    @Override
                    public void close() {
                        requested.clear();
                    }
                },
                KafkaSplit.START);
        while (requested.isEmpty()) {
            reader.pollNext(output);
            if (requested.isEmpty()) {
                reader.isAvailable().get(1, TimeUnit.MINUTES);
            }
        }
        assertThat(output.all).isEmpty();
        assertThat(reader.snapshotState(1)).containsExactly(KafkaSplit.START);

        requested.get(0).complete(null);

        assertThat(reader.isAvailable()).isDone();
        assertThat(reader.pollNext(output)).isEqualTo(InputStatus.MORE_AVAILABLE);
        assertThat(reader.snapshotState(2).get(0).next()).isEqualTo(1);
    }

    @Test
    void offsetsAreCommittedWithTheCheckpointForToolsThatShowTheLag() throws Exception {
        channel.append(lines(0, 30));
        KafkaSourceReader reader = reader(KafkaSplit.START);
        read(reader, 30);
        KafkaSplit state = reader.snapshotState(7).get(0);
        assertThat(committed()).isEmpty();

        await(() -> {
            reader.snapshotState(8); // The first commits find no coordinator.
            reader.notifyCheckpointComplete(8);
            return committed().size() == state.offsets().size();
        });

        committed().forEach((partition, offset) -> assertThat(offset.offset())
                .isEqualTo(state.offsets().get(partition.partition())));
    }

    private Map<TopicPartition, OffsetAndMetadata> committed() {
        try (var admin = broker.admin()) {
            return admin.listConsumerGroupOffsets("millrace-" + channel.topic())
                    .partitionsToOffsetAndMetadata()
                    .get();
        } catch (Exception e) {
            return Map.of(); // There is no such group yet.
        }
    }

    @Test
    void theBacklogIsWhatIsCommittedAndNotEmitted() throws Exception {
        KafkaSourceReader reader = reader(KafkaSplit.START);
        channel.append(lines(0, 200));

        await(() -> pending.now() >= 200);
        read(reader, 200);
        reader.pollNext(output);

        await(() -> pending.now() == 0);
    }

    @Test
    void aSplitOfAnotherTopicOfThisNameFailsTheReader() throws Exception {
        channel.append(lines(0, 3));
        KafkaSourceReader reader = reader(new KafkaSplit(1000, Map.of(0, 5000L, 1, 5000L, 2, 5000L)));

        assertThatThrownBy(() -> read(reader, 1))
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining("channel %s: record 1000 must be held".formatted(channel.address()));
    }

    @Test
    void recordsOfOtherProgramsAreCopiedWithTheReason() throws Exception {
        String copies = broker.topic("copies", 1);
        KafkaOptions plain = broker.options();
        channel = new KafkaChannel(
                channel.topic(),
                new KafkaOptions(
                        plain.servers(),
                        plain.properties(),
                        "",
                        false,
                        1,
                        1,
                        Duration.ZERO,
                        plain.restartTime(),
                        copies,
                        ""));
        Map<String, Object> servers = Map.of("bootstrap.servers", broker.servers());
        try (var other = new KafkaProducer<>(servers, new ByteArraySerializer(), new ByteArraySerializer())) {
            other.send(new ProducerRecord<>(
                            channel.topic(),
                            2,
                            "key".getBytes(UTF_8),
                            new byte[] {0, (byte) 0xff},
                            List.of(new RecordHeader("origin", "elsewhere".getBytes(UTF_8)))))
                    .get();
        }
        channel.append(lines(0, 3));

        read(reader(KafkaSplit.START), 3);

        ConsumerRecord<byte[], byte[]> copy = only(copies);
        assertThat(copy.key()).isEqualTo("key".getBytes(UTF_8));
        assertThat(copy.value()).isEqualTo(new byte[] {0, (byte) 0xff});
        assertThat(header(copy, "origin")).isEqualTo("elsewhere");
        assertThat(header(copy, "__streams.errors.exception"))
                .isEqualTo("org.apache.kafka.common.errors.SerializationException");
        assertThat(header(copy, "__streams.errors.message")).startsWith("record must have the header millrace-number");
        assertThat(header(copy, "__streams.errors.stacktrace")).contains("\tat ");
        assertThat(header(copy, "__streams.errors.topic")).isEqualTo(channel.topic());
        assertThat(header(copy, "__streams.errors.partition")).isEqualTo("2");
        assertThat(header(copy, "__streams.errors.offset")).isEqualTo("0");
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private ConsumerRecord<byte[], byte[]> only(String topic) throws InterruptedException {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        Map<String, Object> servers = Map.of("bootstrap.servers", broker.servers());
        try (var consumer = new KafkaConsumer<>(servers, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seek(partition, 0);
            await(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
                return !found.isEmpty();
            });
        }
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @Test
    void aStartIsLocatedByTimeAndCheckedAgainstWhatTheTopicHolds() throws Exception {
        KafkaChannel topic = broker.channel("starts", 2);
        Instant first = Instant.now().minusSeconds(10);
        Map<String, Object> servers = Map.of("bootstrap.servers", broker.servers());
        try (var other = new KafkaProducer<>(servers, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long second = 0; second < 4; second++) {
                long time = first.plusSeconds(second).toEpochMilli();
                other.send(new ProducerRecord<>(topic.topic(), 0, time, null, new byte[] {1}))
                        .get();
            }
        }

        assertThat(topic.located(new StartPosition.Since(first.plusMillis(1500))))
                .hasToString("offsets:0=2,1=0");
        assertThat(topic.located(StartPosition.parse("latest"))).hasToString("offsets:0=4,1=0");
        assertThat(topic.located(StartPosition.parse("offsets:0=3"))).hasToString("offsets:0=3");
        assertThatThrownBy(() -> topic.located(StartPosition.parse("offsets:0=5")))
                .isInstanceOf(ChannelException.class)
                .hasMessage(
                        "channel %s: must start at offsets that it holds (partition 0: 0 to 4, partition 1: 0 to 0), was 5 in partition 0"
                                .formatted(topic.address()));
        assertThatThrownBy(() -> topic.located(StartPosition.parse("record:1")))
                .hasMessageContaining("must start at earliest, latest, a time or offsets:PARTITION=OFFSET");
    }

    @Test
    void aReaderWithoutTheSplitWaits() {
        KafkaSourceReader idle = new KafkaSourceReader(
                from -> {
                    throw new AssertionError("must not be opened");
                },
                RecordPacing.Factory.UNPACED.open(null),
                pending.group());

        assertThat(idle.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        assertThat(idle.isAvailable()).isNotDone();
        assertThat(idle.snapshotState(1)).isEmpty();
        assertThat(pending.now()).isZero();
        idle.close();
    }
}
