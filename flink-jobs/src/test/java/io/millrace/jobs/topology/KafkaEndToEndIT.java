package io.millrace.jobs.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.channel.ChannelsConfig;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.testkit.HashRun;
import io.millrace.jobs.testkit.SplitRun;
import io.millrace.model.LedgerLine;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelAddress;
import io.millrace.operators.channel.directory.DirectoryChannel;
import io.millrace.operators.channel.kafka.KafkaChannel;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultPlan.Fault;
import io.millrace.operators.fault.FaultPlan.Point;
import io.millrace.operators.testkit.KafkaBroker;
import io.millrace.testkit.hash.HashParts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand prompts through Kafka: from a topic into a rollout job, through minibatches to a learner job, and out as ledger and
 * steps. Both jobs fail at several points and the broker restarts; the reference is one undisturbed job whose channels are folders.
 */
class KafkaEndToEndIT {
    private static final int STEPS = 100;
    private static final int GROUPS = 100;
    private static final int PROMPTS = STEPS * GROUPS;

    @TempDir
    Path temp;

    private final KafkaBroker broker = KafkaBroker.running();

    private HashRun strict(String name, Channel prompts) throws Exception {
        prompts.append(IntStream.range(0, PROMPTS)
                .mapToObj(i -> "{\"prompt\": \"prompt %d\", \"id\": \"query %d\"}".formatted(i, i))
                .toList());
        return new HashRun(new RunFolder(temp.resolve(name)), new HashParts(1, 0, 0, 0), true, 1, GROUPS)
                .with(new PromptStream(prompts, 1));
    }

    @Test
    void failuresOfBothJobsAndTheBrokerDoNotChangeTheResult() throws Exception {
        HashRun reference = strict("reference", new DirectoryChannel(temp.resolve("in"), ChannelsConfig.KEEP_ALL));
        HashRun.Left undisturbed = reference.to(STEPS, FaultPlan.NONE);
        ChannelsConfig channels = broker.run(2);
        String prompts = broker.topic("prompts", 1);
        SplitRun run = new SplitRun(
                strict("kafka", new KafkaChannel(prompts, broker.options())).with(channels));
        FaultPlan inRollout = new FaultPlan(List.of(
                new Fault(Point.SAMPLED, 1_000, 0),
                new Fault(Point.CHANNEL_WRITE, 5, 1),
                new Fault(Point.CHANNEL_PUBLISH, 2, 2)));
        FaultPlan inLearner = new FaultPlan(List.of(
                new Fault(Point.BEFORE_STEP, 10, 0),
                new Fault(Point.AFTER_STEP, 10, 1),
                new Fault(Point.PUBLISHED, 5, 2),
                new Fault(Point.CHANNEL_PUBLISH, 2, 3)));

        SplitRun.Jobs jobs = run.start(STEPS, inRollout, inLearner);
        run.awaitStep(jobs, STEPS / 2);
        broker.stop();
        broker.start();
        run.awaitStep(jobs, STEPS);
        run.stop(jobs);

        assertThat(run.run().left()).isEqualTo(undisturbed);
        assertThat(undisturbed.ledger())
                .extracting(LedgerLine::query)
                .containsExactlyElementsOf(
                        IntStream.range(0, PROMPTS).mapToObj(i -> "query " + i).toList());
        assertThat(run.learnerAttempt())
                .isGreaterThanOrEqualTo(inLearner.faults().size());
        assertThat(run.run().verdict().faults()).isEmpty();
        assertThat(run.run().diff(reference).count()).isZero();
        for (String address : List.of(channels.ledger(), channels.steps(), channels.minibatches())) {
            List<Long> numbers = broker.numbers(ChannelAddress.parse(address).place());
            assertThat(numbers)
                    .as(address)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.range(0, numbers.size()).boxed().toList());
        }
        assertThat(committed(prompts))
                .as("prompts read, for tools that show the lag")
                .isEqualTo(PROMPTS);
    }

    private long committed(String topic) throws Exception {
        try (Admin admin = broker.admin()) {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets("millrace-" + topic)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return offsets.get(new TopicPartition(topic, 0)).offset();
        }
    }
}
