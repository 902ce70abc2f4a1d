package io.millrace.jobs.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.channel.StartPosition;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.testkit.HashRun;
import io.millrace.model.LedgerLine;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.kafka.KafkaChannel;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultPlan.Fault;
import io.millrace.operators.fault.FaultPlan.Point;
import io.millrace.operators.testkit.KafkaBroker;
import io.millrace.testkit.hash.HashParts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prompts in a topic with several partitions, written by a program that knows nothing of Millrace. */
class KafkaPromptStreamIT {
    private static final int STEPS = 12;
    private static final int GROUPS = 5;
    private static final int PARTITIONS = 3;

    @TempDir
    Path temp;

    private final KafkaBroker broker = KafkaBroker.running();

    private HashRun run(Channel prompts) {
        return new HashRun(new RunFolder(temp.resolve("run")), new HashParts(1, 0, 0, 2), false, 2)
                .with(new PromptStream(prompts, 1));
    }

    private void produce(String topic, int from, int to) throws Exception {
        Map<String, Object> properties = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.servers());
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = IntStream.range(from, to)
                    .mapToObj(i -> producer.send(new ProducerRecord<>(
                            topic,
                            i % PARTITIONS,
                            null,
                            "{\"prompt\": \"prompt %d\", \"id\": \"query %d\"}"
                                    .formatted(i, i)
                                    .getBytes(UTF_8))))
                    .toList();
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }
    }

    @Test
    void eachPromptIsVisitedOnceDespiteFailuresAndNewArrivals() throws Exception {
        String topic = broker.topic("prompts", PARTITIONS);
        HashRun run = run(new KafkaChannel(topic, broker.options()));
        produce(topic, 0, STEPS * GROUPS / 2);
        run.stopAfter(3, STEPS);
        produce(topic, STEPS * GROUPS / 2, STEPS * GROUPS);

        HashRun.Left left = run.toDespite(
                STEPS,
                new FaultPlan(List.of(new Fault(Point.CHANNEL_WRITE, 9, 0), new Fault(Point.CHANNEL_PUBLISH, 1, 1))));

        assertThat(left.ordinals()).isEqualTo(HashRun.ordinals(STEPS));
        assertThat(left.ledger())
                .extracting(LedgerLine::query)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, STEPS * GROUPS)
                        .mapToObj(i -> "query " + i)
                        .toList());
    }

    @Test
    void aRunThatStartsAtTheEndVisitsOnlyPromptsThatArriveLater() throws Exception {
        String topic = broker.topic("replayed", PARTITIONS);
        KafkaChannel prompts = new KafkaChannel(topic, broker.options());
        produce(topic, 0, 20);
        HashRun run = run(prompts).with(new PromptStream(prompts, 1, prompts.located(StartPosition.parse("latest"))));
        produce(topic, 20, 20 + 4 * GROUPS);

        HashRun.Left left = run.to(4, FaultPlan.NONE);

        assertThat(left.ordinals()).isEqualTo(HashRun.ordinals(4));
        assertThat(left.ledger())
                .extracting(LedgerLine::query)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(20, 20 + 4 * GROUPS)
                        .mapToObj(i -> "query " + i)
                        .toList());
    }
}
