package io.millrace.jobs.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.channel.ChannelReader;
import io.millrace.channel.ChannelsConfig;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.local.EmbeddedJob;
import io.millrace.jobs.testkit.HashRun;
import io.millrace.jobs.testkit.PlayedLearner;
import io.millrace.jobs.testkit.PlayedLearner.Death;
import io.millrace.jobs.testkit.SplitRun;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultPlan.Fault;
import io.millrace.operators.fault.FaultPlan.Point;
import io.millrace.testkit.hash.HashLearner;
import io.millrace.testkit.hash.HashParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of a learner outside Millrace, played by a program that knows only channels and files: with its crashes, repeated
 * minibatches and acknowledgements, the run ends like one with the learner inside.
 */
class OutsideLearnerIT {
    private static final int STEPS = 8;
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    static Path shared;

    private static HashRun.Left oneJob;

    @TempDir
    Path temp;

    @BeforeAll
    static void runAsOneJob() throws Exception {
        oneJob = strict(shared).to(STEPS, FaultPlan.NONE);
    }

    private static HashRun strict(Path folder) {
        return new HashRun(new RunFolder(folder), new HashParts(36, 2, 2, 0), true, 1);
    }

    @Test
    void whereverTheOutsideLearnerDiesTheRunEndsLikeOneWithTheLearnerInside() throws Exception {
        SplitRun split = new SplitRun(strict(temp.resolve("outside")));
        RunFolder folder = split.run().folder();
        JobChannels channels = JobChannels.in(folder.root(), ChannelsConfig.KEEP_ALL);
        EmbeddedJob rollout = split.rollout(STEPS, new FaultPlan(List.of(new Fault(Point.COMPOSE, 13, 0))));
        EmbeddedJob acknowledging = split.acknowledger(
                STEPS,
                new FaultPlan(List.of(
                        new Fault(Point.BEFORE_STEP, 2, 0),
                        new Fault(Point.PUBLISHED, 2, 1),
                        new Fault(Point.CHANNEL_PUBLISH, 1, 2))));
        await().atMost(LONG).until(() -> Files.exists(folder.store().resolve("newest.json")));
        channels.acknowledgements()
                .append(List.of(
                        "not JSON",
                        "{\"shard\":0}",
                        "{\"run\":\"another\",\"shard\":0,\"sequence\":3}",
                        "{\"shard\":7,\"sequence\":0}"));

        long step = 0;
        for (int life = 0; step < STEPS; life++) {
            Death death = life < Death.values().length ? Death.values()[life] : Death.ACKNOWLEDGED;
            step = live(folder, channels, death, rollout, acknowledging);
        }
        await().atMost(LONG).until(() -> ChannelReader.published(folder.ledger()) >= STEPS * 5);
        acknowledging.stop(split.learnerFolder().savepoints());
        rollout.stop(split.rolloutFolder().savepoints());

        assertThat(split.run().left()).isEqualTo(oneJob);
        assertThat(split.run().verdict().faults()).isEmpty();
        assertThat(split.run().diff(strict(shared)).count()).isZero();
        assertThat(lines(folder.steps())).hasSize(STEPS).allMatch(line -> line.contains("\"loss\":-0.5"));
        assertThat(lines(folder.acknowledgements()).count()).isGreaterThan(STEPS + 4);
        assertThat(lines(folder.deadLetters()).filter(line -> line.contains("\"file\":\"acknowledgements\"")))
                .satisfiesExactly(
                        line -> assertThat(line).contains("Unrecognized token 'not'"),
                        line -> assertThat(line).contains("sequence must be a whole number >= 0, was missing"),
                        line -> assertThat(line).contains("run must be outside, was another"),
                        line -> assertThat(line).contains("shard must be < batch.shards = 1, was 7"));
    }

    /** Starts the program, trains two steps, and dies in the second one. */
    private static long live(
            RunFolder folder, JobChannels channels, Death death, EmbeddedJob rollout, EmbeddedJob acknowledging)
            throws Exception {
        PlayedLearner learner = new PlayedLearner(folder.store(), channels, new HashLearner());
        for (Death until : List.of(Death.ACKNOWLEDGED, death)) {
            while (learner.step() < STEPS && !learner.trainUntil(until)) {
                for (EmbeddedJob job : List.of(rollout, acknowledging)) {
                    Throwable failure = job.failure(Duration.ofMillis(5));
                    assertThat(failure).isNull();
                }
            }
        }
        return death == Death.ACKNOWLEDGED ? learner.step() : 0;
    }

    private static Stream<String> lines(Path channel) throws IOException {
        return ChannelReader.lines(channel);
    }
}
