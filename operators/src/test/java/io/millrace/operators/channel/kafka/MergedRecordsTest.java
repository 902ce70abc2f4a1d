package io.millrace.operators.channel.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.channel.ChannelException;
import io.millrace.operators.channel.ChannelRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** Merging without a broker. */
class MergedRecordsTest {
    private static final String TOPIC = "t";
    private static final KafkaErrors ERRORS = new KafkaErrors(TOPIC, "servers");

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final ForeignRecords foreign = ForeignRecords.skipped(ERRORS);

    private void partitions(int count) {
        Node node = new Node(1, "host", 9092);
        Node[] nodes = {node};
        consumer.updatePartitions(
                TOPIC,
                IntStream.range(0, count)
                        .mapToObj(partition -> new PartitionInfo(TOPIC, partition, node, nodes, nodes))
                        .toList());
        Map<TopicPartition, Long> begins = new LinkedHashMap<>();
        IntStream.range(0, count).forEach(partition -> begins.put(new TopicPartition(TOPIC, partition), 0L));
        consumer.updateBeginningOffsets(begins);
    }

    private MergedRecords open(long next) {
        return open(ReadingOrder.NUMBERS, new KafkaSplit(next, Map.of()));
    }

    private MergedRecords open(ReadingOrder order, KafkaSplit start) {
        return new MergedRecords(TOPIC, consumer, foreign, ERRORS, order, start);
    }

    private void add(int partition, long offset, long number, int bytes) {
        add(partition, offset, NumberedHeaders.of(new ChannelRecord(number, "{}")), new byte[bytes]);
    }

    private void add(int partition, long offset, Headers headers, byte[] value) {
        consumer.addRecord(new ConsumerRecord<>(
                TOPIC,
                partition,
                offset,
                0,
                TimestampType.CREATE_TIME,
                0,
                value == null ? 0 : value.length,
                null,
                value,
                headers,
                Optional.empty()));
    }

    private static List<Long> taken(MergedRecords records) {
        records.fetch(Duration.ZERO);
        List<Long> numbers = new ArrayList<>();
        for (var next = records.take(); next.isPresent(); next = records.take()) {
            numbers.add(next.get().record().number());
        }
        return numbers;
    }

    @Test
    void recordsLeaveInTheOrderOfTheirNumbers() {
        partitions(3);
        MergedRecords records = open(0);
        add(0, 0, 1, 1);
        add(0, 5, 4, 1);
        add(1, 0, 0, 1);
        add(1, 2, 3, 1);
        assertThat(taken(records)).containsExactly(0L, 1L);
        assertThat(records.next()).isEqualTo(2);
        assertThat(records.misses()).isTrue();

        add(2, 7, 2, 1);

        assertThat(taken(records)).containsExactly(2L, 3L, 4L);
        assertThat(records.misses()).isFalse();
        records.close();
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void aNumberThatComesTwiceIsRefused() {
        partitions(2);
        MergedRecords records = open(0);
        add(0, 0, 0, 1);
        add(1, 9, 0, 1);

        assertThatThrownBy(() -> taken(records))
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining(
                        "channel kafka:t: records must be numbered once, partition 1 has record 0 again at offset 9, after record 0");
    }

    @Test
    void recordsWithoutANumberOrAValueAreSkippedAndCounted() {
        partitions(1);
        MergedRecords records = open(0);
        add(0, 0, new RecordHeaders(), "hello".getBytes(UTF_8));
        add(0, 1, NumberedHeaders.of(new ChannelRecord(0, "{}")), null);
        add(0, 2, 0, 1);

        assertThat(taken(records)).containsExactly(0L);
        assertThat(foreign.count()).isEqualTo(2);
    }

    @Test
    void aPartitionThatIsFarAheadIsPausedUntilTheOthersHaveCaughtUp() {
        partitions(2);
        MergedRecords records = open(0);
        add(0, 0, 1, 5 << 20);
        assertThat(taken(records)).isEmpty();
        assertThat(taken(records)).isEmpty();
        assertThat(consumer.paused()).containsExactly(new TopicPartition(TOPIC, 0));

        add(1, 0, 0, 1);

        assertThat(taken(records)).containsExactly(0L, 1L);
        records.fetch(Duration.ZERO);
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void aPartitionThatIsAddedIsReadFromItsBeginning() {
        partitions(1);
        MergedRecords records = open(0);
        add(0, 0, 0, 1);
        assertThat(taken(records)).containsExactly(0L);

        partitions(2);
        records.discover();
        add(1, 0, 1, 1);

        assertThat(taken(records)).containsExactly(1L);
    }

    @Test
    void readingStartsWhereTheSplitSays() {
        partitions(2);
        MergedRecords records = open(ReadingOrder.NUMBERS, new KafkaSplit(7, Map.of(0, 10L)));
        add(0, 9, 6, 1);
        add(0, 10, 8, 1);
        add(1, 0, 7, 1);

        assertThat(taken(records)).containsExactly(7L, 8L);
    }

    private void arrives(int partition, long offset, long time, String value) {
        consumer.addRecord(new ConsumerRecord<>(
                TOPIC,
                partition,
                offset,
                time,
                TimestampType.CREATE_TIME,
                0,
                value.length(),
                null,
                value.getBytes(UTF_8),
                new RecordHeaders(),
                Optional.empty()));
    }

    @Test
    void recordsOfOtherProgramsAreNumberedOldestFirst() {
        partitions(2);
        MergedRecords records = open(ReadingOrder.ARRIVAL, new KafkaSplit(4, Map.of()));
        arrives(0, 0, 20, "b");
        arrives(0, 1, 40, "d");
        arrives(1, 0, 10, "a");
        arrives(1, 1, 30, "c");
        records.fetch(Duration.ZERO);

        List<String> lines = new ArrayList<>();
        for (var next = records.take(); next.isPresent(); next = records.take()) {
            lines.add(next.get().record().number() + next.get().record().line());
        }
        assertThat(lines).containsExactly("4a", "5b", "6c", "7d");
        assertThat(records.misses()).isFalse();
    }
}
