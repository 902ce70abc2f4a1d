package io.millrace.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.alarm.rule.AdvantageCollapse;
import io.millrace.alarm.rule.ComponentDominance;
import io.millrace.alarm.rule.DiskSpace;
import io.millrace.alarm.rule.EntropyCollapse;
import io.millrace.alarm.rule.FailedCheckpoints;
import io.millrace.alarm.rule.LengthExplosion;
import io.millrace.alarm.rule.LogProbGap;
import io.millrace.alarm.rule.ModeCollapse;
import io.millrace.alarm.rule.RewardCollapse;
import io.millrace.alarm.rule.RewardDrift;
import io.millrace.alarm.rule.Staleness;
import io.millrace.alarm.rule.Stall;
import io.millrace.alarm.rule.Truncation;
import io.millrace.alarm.rule.Ungraded;
import io.millrace.learner.StepCodec;
import io.millrace.learner.StepRecord;
import io.millrace.metric.Metric;
import io.millrace.model.VisitEnd;
import io.millrace.window.Count;
import io.millrace.window.WindowStatistics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Each rule on one case beyond its bound and one within it. */
class AlarmRulesTest {
    private static Sample rewards(double correct) {
        return AlarmKit.sample(AlarmKit.responses(1000, correct, 7));
    }

    private static Sample values(String name, double value) {
        return AlarmKit.sample(statistics -> {
            statistics.count(Count.RESPONSES, 1000);
            for (int i = 0; i < 1000; i++) {
                statistics.quantile(name, value);
            }
        });
    }

    private static void assertFires(AlarmRule rule, AlarmView view, String message) {
        assertThat(rule.judge(view)).singleElement().satisfies(one -> {
            assertThat(one.level()).isEqualTo(Judgement.Level.BEYOND);
            assertThat(one.message()).isEqualTo(message);
        });
    }

    private static void assertClear(AlarmRule rule, AlarmView view) {
        assertThat(rule.judge(view))
                .singleElement()
                .extracting(Judgement::level)
                .isEqualTo(Judgement.Level.CLEAR);
    }

    @Test
    void aMeanRewardFarBelowTheBestIsACollapse() {
        RewardCollapse rule = new RewardCollapse(true, 0.75);
        Sample best = rewards(0.8);
        double mean = best.mean(WindowStatistics.REWARD);
        double bound = mean - 0.75 * Math.sqrt(mean * (1 - mean));

        assertFires(
                rule,
                AlarmKit.view(best, rewards(0)),
                "the mean reward is 0.00, below %.3g; the best sample had %.3g".formatted(bound, mean));
        assertClear(rule, AlarmKit.view(best, rewards(0.7)));
    }

    @Test
    void anotherDistributionOfRewardsIsADriftOfItsSource() {
        RewardDrift rule = new RewardDrift(true, 0.25, 100);

        assertThat(rule.judge(AlarmKit.view(rewards(0.8), rewards(0.4))))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.series()).isEqualTo("gsm8k");
                    assertThat(one.level()).isEqualTo(Judgement.Level.BEYOND);
                    assertThat(one.message())
                            .startsWith("the distribution of rewards differs from the sample before it:");
                });
        assertClear(rule, AlarmKit.view(rewards(0.8), rewards(0.78)));
    }

    @Test
    void rewardsThatHaveRisenSinceTheStartAreNoDrift() {
        AlarmView.Samples rising = new AlarmView.Samples(rewards(0.8), rewards(0.78), rewards(0.2), rewards(0.78));
        AlarmView view = new AlarmView(java.util.Optional.of(rising), List.of(), List.of(), StreamHealth.UNKNOWN);

        assertClear(new RewardDrift(true, 0.25, 100), view);
    }

    @Test
    void aSourceWithFewResponsesIsNotJudged() {
        assertThat(new RewardDrift(true, 0.25, 1001).judge(AlarmKit.view(rewards(0.8), rewards(0.1))))
                .isEmpty();
    }

    @Test
    void anEntropyNearZeroIsACollapse() {
        EntropyCollapse rule = new EntropyCollapse(true, 0.1);

        assertFires(
                rule,
                AlarmKit.view(values(WindowStatistics.ENTROPY, 0.5), values(WindowStatistics.ENTROPY, 0.01)),
                "the mean entropy is 0.0100 nats per token, below 0.0500; the first sample had 0.500");
        assertClear(rule, AlarmKit.view(values(WindowStatistics.ENTROPY, 0.5), values(WindowStatistics.ENTROPY, 0.1)));
        assertThat(rule.judge(AlarmKit.view(rewards(1), rewards(1))))
                .as("entropies are unknown")
                .isEmpty();
    }

    @Test
    void aMultipleOfTheLengthAtTheStartIsAnExplosion() {
        LengthExplosion rule = new LengthExplosion(true, 2);

        assertFires(
                rule,
                AlarmKit.view(values(WindowStatistics.LENGTH, 100), values(WindowStatistics.LENGTH, 250)),
                "the mean response length is 250 tokens, above 200; the first sample had 100");
        assertClear(rule, AlarmKit.view(values(WindowStatistics.LENGTH, 100), values(WindowStatistics.LENGTH, 150)));
    }

    private static Sample counted(Count what, long count) {
        return AlarmKit.sample(statistics -> {
            statistics.count(Count.RESPONSES, 1000);
            statistics.count(what, count);
        });
    }

    @Test
    void manyTruncatedResponsesAreAnAlarmUnlessTheRunBeganWithThem() {
        Truncation rule = new Truncation(true, 0.3);

        assertFires(
                rule,
                AlarmKit.view(counted(Count.TRUNCATED, 10), counted(Count.TRUNCATED, 400)),
                "40 % of the responses were truncated, above 30 %; in the first sample 1 %");
        assertClear(rule, AlarmKit.view(counted(Count.TRUNCATED, 10), counted(Count.TRUNCATED, 200)));
        assertClear(rule, AlarmKit.view(counted(Count.TRUNCATED, 400), counted(Count.TRUNCATED, 400)));
    }

    private static Sample modes(long think, long noThink) {
        return AlarmKit.sample(
                AlarmKit.part(0, "s", "think", statistics -> statistics.count(Count.RESPONSES, think)),
                AlarmKit.part(0, "s", "no-think", statistics -> statistics.count(Count.RESPONSES, noThink)));
    }

    @Test
    void aModeThatVanishesIsACollapse() {
        ModeCollapse rule = new ModeCollapse(true, 0.02);

        assertFires(
                rule,
                AlarmKit.view(modes(500, 500), modes(999, 1)),
                "only 0.1 % of the responses are of the rarer mode (thinking or not), below 2.0 %; in the first sample 50 %");
        assertClear(rule, AlarmKit.view(modes(500, 500), modes(100, 900)));
        assertThat(rule.judge(AlarmKit.view(modes(1000, 0), modes(1000, 0)))).isEmpty();
    }

    private static Sample components(double accuracy, double length) {
        return AlarmKit.sample(statistics -> {
            statistics.count(Count.RESPONSES, 1000);
            for (int i = 0; i < 1000; i++) {
                statistics.component("accuracy", i % 2 == 0 ? 0 : accuracy);
                statistics.component("length", i % 2 == 0 ? 0 : length);
            }
        });
    }

    @Test
    void aComponentBesidesTheTasksThatExplainsAllDifferencesDominates() {
        ComponentDominance rule = new ComponentDominance(true, 0.9, List.of("accuracy"));

        assertFires(
                rule,
                AlarmKit.view(components(1, 1), components(0.1, 1)),
                "reward.length explains 99 % of the differences between rewards, above 90 %");
        assertClear(rule, AlarmKit.view(components(1, 1), components(1, 0.1)));
        assertThat(rule.judge(AlarmKit.view(rewards(1), rewards(1)))).isEmpty();
    }

    @Test
    void manyResponsesWithoutAVerdictAreAnAlarm() {
        Consumer<WindowStatistics> graded = statistics -> statistics.count(Count.RESPONSES, 900);
        Ungraded rule = new Ungraded(true, 0.05);
        Sample ungraded = AlarmKit.sample(graded.andThen(statistics -> statistics.ungraded("timed out", 100)));

        assertFires(
                rule,
                AlarmKit.view(rewards(1), ungraded),
                "10 % of the responses have no verdict, above 5 %; reasons: {timed out=100}");
        assertClear(rule, AlarmKit.view(ungraded, rewards(1)));
    }

    private static Sample advantages(long zero, long of) {
        return AlarmKit.sample(statistics -> statistics.zeroAdvantages(zero, of));
    }

    @Test
    void groupsThatTeachNothingAreAnAlarm() {
        AdvantageCollapse rule = new AdvantageCollapse(true, 0.9);

        assertFires(
                rule,
                AlarmKit.view(advantages(1, 10), advantages(95, 100)),
                "the advantages of 95 % of the groups are all 0, above 90 %");
        assertClear(rule, AlarmKit.view(advantages(1, 10), advantages(50, 100)));
        assertThat(rule.judge(AlarmKit.view(rewards(1), rewards(1)))).isEmpty();
    }

    private static List<StepRecord> gaps(double gap) {
        return List.of(StepCodec.read(Map.of(Metric.LOG_PROB_GAP.key(), gap)));
    }

    @Test
    void aGapOfLogProbsFarAboveTheFirstIsAnAlarm() {
        LogProbGap rule = new LogProbGap(true, 5, 0.05);

        assertFires(
                rule,
                AlarmKit.view(gaps(0.02), gaps(0.2)),
                "the log-probs of learner and sampler differ by 0.200 nats per token, above 0.100; at first by 0.0200");
        assertClear(rule, AlarmKit.view(gaps(0.001), gaps(0.02)));
        assertThat(rule.judge(AlarmKit.view(List.of(), List.of()))).isEmpty();
    }

    private static Sample ends(long trained, long stale) {
        return AlarmKit.sample(statistics -> {
            statistics.end(VisitEnd.Kind.TRAINED.name(), trained);
            statistics.end(VisitEnd.Kind.TOO_STALE.name(), stale);
        });
    }

    @Test
    void manyDroppedVisitsAreAnAlarm() {
        Staleness rule = new Staleness(true, 0.25);

        assertFires(
                rule,
                AlarmKit.view(ends(100, 0), ends(60, 40)),
                "40 % of the visits were dropped as too stale, above 25 %");
        assertClear(rule, AlarmKit.view(ends(100, 0), ends(90, 10)));
        assertThat(rule.judge(AlarmKit.view(rewards(1), rewards(1)))).isEmpty();
    }

    private static AlarmView health(long idleSeconds, long failedCheckpoints, long freeBytes) {
        return AlarmKit.view(
                new StreamHealth(Duration.ofSeconds(idleSeconds), "grade", failedCheckpoints, 0, freeBytes));
    }

    @Test
    void aStreamWithoutProgressIsStalled() {
        Stall rule = new Stall(true, Duration.ofMinutes(5));

        assertFires(rule, health(301, 0, 0), "no stage has made progress for 301 s; grade stopped first");
        assertClear(rule, health(100, 0, 0));
    }

    @Test
    void checkpointsThatFailOneAfterAnotherAreAnAlarm() {
        FailedCheckpoints rule = new FailedCheckpoints(true, 2);

        assertFires(rule, health(0, 3, 0), "the last 3 checkpoints failed; the cause is in the log");
        assertClear(rule, health(0, 1, 0));
    }

    @Test
    void aNearlyFullDiskIsAnAlarm() {
        DiskSpace rule = new DiskSpace(true, 1L << 30);

        assertFires(rule, health(0, 0, 512L << 20), "512 MiB are free on the disk of the run, below 1024 MiB");
        assertClear(rule, health(0, 0, 2L << 30));
    }
}
