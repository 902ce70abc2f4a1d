package io.millrace.jobs.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.alarm.Alarm;
import io.millrace.alarm.AlarmSinkContext;
import io.millrace.alarm.AlarmSinkType;
import io.millrace.alarm.AlarmState;
import io.millrace.alarm.AlarmsConfig;
import io.millrace.alarm.StreamHealth;
import io.millrace.alarm.rule.LogProbGap;
import io.millrace.alarm.rule.RewardCollapse;
import io.millrace.alarm.rule.VerifierOutage;
import io.millrace.channel.ChannelsConfig;
import io.millrace.codec.AlarmJson;
import io.millrace.codec.Envelope;
import io.millrace.codec.StepJson;
import io.millrace.codec.WindowJson;
import io.millrace.metric.Metric;
import io.millrace.model.PolicySteps;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelAddress;
import io.millrace.operators.channel.ChannelKind;
import io.millrace.operators.channel.directory.DirectoryChannel;
import io.millrace.plugin.Sections;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlarmWatchTest {
    private static final int RESPONSES = 200;

    @TempDir
    Path temp;

    private final List<Alarm> sent = new ArrayList<>();
    private final AlarmSinkType sink = context -> sent::add;
    private Channel metrics;
    private Channel steps;
    private Channel alarms;
    private long part;
    private long seconds = 1000;
    private int openCircuits;

    @BeforeEach
    void openChannels() {
        metrics = channel("metrics");
        steps = channel("steps");
        alarms = channel("alarms");
    }

    private Channel channel(String name) {
        return ChannelKind.open(
                new ChannelAddress(DirectoryChannel.KIND, temp.resolve(name).toString()), ChannelsConfig.KEEP_ALL);
    }

    private AlarmWatch watch(AlarmSinkType... sinks) {
        AlarmsConfig config = new AlarmsConfig(
                true,
                Duration.ofSeconds(10),
                RESPONSES,
                new Sections<>(List.of(
                        new RewardCollapse(true, 0.75), new LogProbGap(true, 5, 0.05), new VerifierOutage(true))),
                List.of(sinks));
        return new AlarmWatch(
                config,
                new AlarmWatch.Endpoints(metrics, steps, alarms),
                temp.resolve("alarms.json"),
                () -> new StreamHealth(Duration.ZERO, "", 0, openCircuits, Long.MAX_VALUE),
                new Clock() {
                    @Override
                    public Instant instant() {
                        return Instant.ofEpochSecond(seconds);
                    }

                    @Override
                    public ZoneOffset getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(java.time.ZoneId zone) {
                        return this;
                    }
                },
                new AlarmSinkContext("r1", line -> {}));
    }

    private void publishRewards(double reward) {
        metrics.append(List.of(WindowJson.write(RewardParts.part(part, RESPONSES, reward), "r1")));
        part++;
    }

    private void publishSteps(double gap) {
        String line = StepJson.write(Map.of(Metric.LOG_PROB_GAP.key(), gap), new Envelope("r1", 1, PolicySteps.NONE));
        steps.append(Collections.nCopies(10, line));
    }

    private List<AlarmState> states() {
        return sent.stream().map(Alarm::state).toList();
    }

    private List<Alarm> recorded() throws IOException {
        List<Alarm> recorded = new ArrayList<>();
        for (String line : Stream.generate(alarms.reader(0)::next)
                .takeWhile(java.util.Optional::isPresent)
                .map(next -> next.get().line())
                .toList()) {
            recorded.add(AlarmJson.read(line));
        }
        return recorded;
    }

    @Test
    void aCollapseIsRecordedAndSentWithinTwoSamples() throws IOException {
        try (AlarmWatch watch = watch(sink)) {
            for (double reward : new double[] {0.8, 0.8, 0.1, 0.1}) {
                publishRewards(reward);
                watch.poll();
            }
            assertThat(states()).containsExactly(AlarmState.FIRING);
            for (double reward : new double[] {0.8, 0.8}) {
                publishRewards(reward);
                watch.poll();
            }
        }
        assertThat(states()).containsExactly(AlarmState.FIRING, AlarmState.RESOLVED);
        assertThat(recorded())
                .extracting(Alarm::rule, Alarm::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("reward-collapse", AlarmState.PENDING),
                        org.assertj.core.groups.Tuple.tuple("reward-collapse", AlarmState.FIRING),
                        org.assertj.core.groups.Tuple.tuple("reward-collapse", AlarmState.RESOLVED));
    }

    @Test
    void samplesPublishedTogetherAreJudgedOneByOne() {
        for (double reward : new double[] {0.8, 0.1, 0.1, 0.8, 0.8}) {
            publishRewards(reward);
        }
        try (AlarmWatch watch = watch(sink)) {
            watch.poll();
        }
        assertThat(states()).containsExactly(AlarmState.FIRING, AlarmState.RESOLVED);
    }

    @Test
    void aLaterSessionRepeatsNothingAndRemembersWhatFires() {
        for (double reward : new double[] {0.8, 0.1, 0.1}) {
            publishRewards(reward);
        }
        publishSteps(0.01);
        try (AlarmWatch watch = watch(sink)) {
            watch.poll();
        }
        assertThat(states()).containsExactly(AlarmState.FIRING);
        sent.clear();

        try (AlarmWatch watch = watch(sink)) {
            watch.poll();
            assertThat(sent).isEmpty();
            publishRewards(0.1);
            watch.poll();
            assertThat(sent).isEmpty();
            publishRewards(0.8);
            publishRewards(0.8);
            watch.poll();
            assertThat(states()).containsExactly(AlarmState.RESOLVED);
            publishSteps(1);
            publishSteps(1);
            watch.poll();
            assertThat(sent)
                    .last()
                    .extracting(Alarm::rule, Alarm::state)
                    .containsExactly("log-prob-gap", AlarmState.FIRING);
        }
    }

    @Test
    void healthIsJudgedAtIntervals() {
        try (AlarmWatch watch = watch(sink)) {
            openCircuits = 1;
            watch.poll();
            seconds += 9;
            watch.poll();
            assertThat(sent).isEmpty();
            seconds += 1;
            watch.poll();
        }
        assertThat(sent).extracting(Alarm::rule).containsExactly("verifier-outage");
    }

    @Test
    void aSinkThatFailsStopsNeitherTheOthersNorTheWatch() throws IOException {
        AlarmSinkType failing = context -> alarm -> {
            throw new IOException("away");
        };
        try (AlarmWatch watch = watch(failing, sink)) {
            openCircuits = 1;
            for (int i = 0; i < 3; i++) {
                watch.poll();
                seconds += 10;
            }
        }
        assertThat(states()).containsExactly(AlarmState.FIRING);
        assertThat(recorded()).hasSize(2);
    }
}
