package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.method.Method;
import io.millrace.method.r3.R3;
import io.millrace.method.r3.ReplayConfig;
import io.millrace.method.rearl.ReaRl;
import io.millrace.method.rorecomp.RoRecomp;
import io.millrace.plugin.Sections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks of the methods' options, by themselves and against other sections. */
class MethodChecksTest {
    @Test
    void everyMethodIsOffUnlessItIsEnabled() {
        Sections<Method> method = ConfigReader.defaults().method();
        assertThat(method.get(R3.class).replay().enabled()).isFalse();
        assertThat(method.get(R3.class).reflection().enabled()).isFalse();
        assertThat(method.get(R3.class).ranking().enabled()).isFalse();
        assertThat(method.get(R3.class).lengthBonus().enabled()).isFalse();
        assertThat(method.get(RoRecomp.class).enabled()).isFalse();
        assertThat(method.get(ReaRl.class).enabled()).isFalse();
    }

    private static void assertRefused(String rearl, String more, String problem) {
        assertThatThrownBy(() -> parse("method: {rearl: {enabled: true, %s}}\n%s".formatted(rearl, more)))
                .hasMessageContaining(problem);
    }

    @Test
    void reaRlIsSwitchedByItsParts() {
        ReaRl all = parse("method: {rearl: {enabled: true}}").method().get(ReaRl.class);
        assertThat(all.revises() && all.rewardsLength() && all.rewardsReflection() && all.measures())
                .isTrue();
        ReaRl bare = parse("method: {rearl: {enabled: true, revise: {enabled: false}, reflectionReward: {weight: 0}}}")
                .method()
                .get(ReaRl.class);
        assertThat(bare.revises() || bare.rewardsReflection() || bare.measures())
                .isFalse();
        ReaRl fixed = parse("method: {rearl: {enabled: true, reflectionReward: {threshold: 225.09}}}")
                .method()
                .get(ReaRl.class);
        assertThat(fixed.reflectionReward().fixed()).hasValue(225.09);
        assertThat(fixed.measures()).isFalse();
        ReaRl off = ConfigReader.defaults().method().get(ReaRl.class);
        assertThat(off.revises() || off.rewardsLength() || off.rewardsReflection() || off.measures())
                .isFalse();
    }

    @Test
    void reaRlIsRejectedWithIncompatibleSettings() {
        assertRefused(
                "revise: {ending: 'so'}",
                "",
                "method.rearl.revise.ending: must contain thinking.close (</think>), was 'so'");
        assertRefused(
                "revise: {template: '{question}'}",
                "",
                "method.rearl.revise.template: must contain {thinking} without a separate revise.model");
        assertRefused(
                "revise: {enabled: false}, lengthReward: 0, reflectionReward: {weight: 0}",
                "",
                "method.rearl: has no effect: turn on revise.enabled, or set lengthReward or reflectionReward.weight above 0");
        assertRefused(
                "reflectionReward: {threshold: soon}",
                "",
                "method.rearl.reflectionReward.threshold: must be auto or a finite number > 0, was soon");
        assertRefused("revise: {result: Think}", "", "method.rearl.revise.result: must differ from think, was Think");
        assertRefused(
                "lengthReward: 1",
                "advantage: {credit: token}",
                "advantage.credit: must be response with method.rearl.enabled, because its reward cannot be attributed to individual tokens");
    }

    @Test
    void allMethodsCanBeEnabledTogether() {
        Sections<Method> method = parse("""
                method:
                  r3:
                    replay: {enabled: true, k: 2, choice: best-reward}
                    reflection: {enabled: true}
                    ranking: {enabled: true}
                    lengthBonus: {enabled: true}
                  rorecomp: {enabled: true, cost: tool-calls, advantages: batch}
                """).method();
        assertThat(method.get(R3.class).replay().choice()).isEqualTo(ReplayConfig.Choice.BEST_REWARD);
        assertThat(method.get(RoRecomp.class).cost()).isEqualTo(RoRecomp.Cost.TOOL_CALLS);
        assertThat(method.get(RoRecomp.class).advantages()).isEqualTo(RoRecomp.Advantages.BATCH);
    }

    @Test
    void aTemplateOfManyLinesSurvivesARoundTripThroughYaml() {
        MillraceConfig config = parse("""
                method:
                  r3:
                    reflection:
                      template: |
                        # {question}: "it's" \\n $1

                          {response}

                """);
        assertThat(config.method().get(R3.class).reflection().template())
                .isEqualTo("# {question}: \"it's\" \\n $1\n\n  {response}\n");
        assertThat(parse(config.toYaml())).isEqualTo(config);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replay: {k: 0} | replay.k: must be >= 1, was 0",
                "replay: {alpha: 0} | replay.alpha: must be > 0 and finite, was 0.0",
                "replay: {lambda: -1} | replay.lambda: must be >= 0 and finite, was -1.0",
                "replay: {choice: oldest} | replay.choice: must be one of random, newest, shortest, best-reward, was 'oldest'",
                "reflection: {coolDown: 0} | reflection.coolDown: must be >= 1, was 0",
                "reflection: {most: -1} | reflection.most: must be >= 0, was -1",
                "reflection: {responseTokens: 1} | reflection.responseTokens: must be >= 2, was 1",
                "reflection: {share: 0} | reflection.share: must be in (0, 0.5], was 0.0",
                "reflection: {share: 0.6} | reflection.share: must be in (0, 0.5], was 0.6",
                "reflection: {template: 'Again: {question}'} | reflection.template: must contain {question} and {response},"
                        + " was 'Again: {question}'",
                "ranking: {peakShare: 0} | ranking.peakShare: must be in (0, 1], was 0.0",
                "ranking: {peakShare: 1.1} | ranking.peakShare: must be in (0, 1], was 1.1",
                "ranking: {maxReward: 0} | ranking.maxReward: must be > 0 and finite, was 0.0",
                "lengthBonus: {maxTokens: 0} | lengthBonus.maxTokens: must be >= 1, was 0",
                "lengthBonus: {weight: 0} | lengthBonus.weight: must be > 0 and finite, was 0.0"
            })
    void optionsOfR3HaveTheirRanges(String yaml, String problem) {
        refuses("method: {r3: {" + yaml + "}}", "method.r3." + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alpha: 0 | alpha: must be in (0, 1], was 0.0",
                "alpha: 1.5 | alpha: must be in (0, 1], was 1.5",
                "capacity: 0 | capacity: must be >= 1, was 0",
                "pStart: 1.5 | pStart: must be in [0, 1], was 1.5",
                "pEnd: -0.1 | pEnd: must be in [0, pStart (1.0)], was -0.1",
                "plannedSteps: -1 | plannedSteps: must be >= 0, was -1",
                "cost: dollars | cost: must be one of tokens, tool-calls, was 'dollars'"
            })
    void optionsOfRoRecompHaveTheirRanges(String yaml, String problem) {
        refuses("method: {rorecomp: {" + yaml + "}}", "method.rorecomp." + problem);
    }

    @Test
    void anOptionThatDoesNotFitAnotherIsReportedUnderItsKey() {
        refuses(
                "method: {rorecomp: {cost: tool-calls, toolCallMark: ''}}",
                "method.rorecomp.toolCallMark: must not be empty with cost tool-calls");
        refuses(
                "method: {rorecomp: {pStart: 0.5, pEnd: 0.6}}",
                "method.rorecomp.pEnd: must be in [0, pStart (0.5)], was 0.6");
    }

    @Test
    void replayNeedsTheAdvantageThatItDefines() {
        refuses(
                "{method: {r3: {replay: {enabled: true}}}, advantage: {estimator: dr-grpo, epsilon: 1e-4, credit: token}}",
                "advantage.estimator: must be grpo with method.r3.replay.enabled, was dr-grpo",
                "advantage.epsilon: must keep its default 1.0E-6 with method.r3.replay.enabled, which uses method.r3.replay.lambda instead, was 1.0E-4",
                "advantage.credit: must be response with method.r3.replay.enabled, because memory keeps no per-token rewards, was token");
    }

    @Test
    void responseRewardsNeedCreditByResponse() {
        String rule =
                "advantage.credit: must be response with method.r3.%s.enabled, because its reward cannot be attributed to individual tokens, was token";
        refuses(
                "{method: {r3: {ranking: {enabled: true}, lengthBonus: {enabled: true}}}, advantage: {credit: token}}",
                rule.formatted("ranking"),
                rule.formatted("lengthBonus"));
    }

    @Test
    void reflectionsAreRejectedWithoutStaleness() {
        refuses(
                "{method: {r3: {reflection: {enabled: true}}}, stream: {maxStaleness: 0}}",
                "stream.maxStaleness: must be >= 1 with method.r3.reflection.enabled, because reflections are sampled after the step that requested them, was 0");
    }

    @Test
    void promptsAloneMustFillTheStepsBetweenTwoVersions() {
        String yaml = "{method: {r3: {reflection: {enabled: true}}}, stream: {maxStaleness: %d}, batch: {groups: 6,"
                + " shards: %d}, learner: {publishEvery: %d}, run: {steps: 60}}";
        refuses(
                yaml.formatted(1, 6, 1),
                "batch.shards: must leave room for reflections: stream.maxStaleness x batch.groups (6) must be >= 2 x"
                        + " batch.shards - 1 (11)");
        refuses(
                yaml.formatted(1, 1, 2),
                "learner.publishEvery: must leave room for reflections: (stream.maxStaleness + 1 - learner.publishEvery) x"
                        + " batch.groups (0) must be >= 2 x batch.shards - 1 (1)");
        assertThat(parse(yaml.formatted(2, 3, 2)).batch().shards()).isEqualTo(3);
    }

    @Test
    void memoryMustHoldTheResponsesThatMethodsUse() {
        refuses(
                "{method: {r3: {replay: {enabled: true}, reflection: {enabled: true}}}, memory: {wrong: 0}}",
                "memory.wrong: must be >= 1 with method.r3.replay.whenAllCorrect, which draws from them, was 0",
                "memory.wrong: must be >= 1 with method.r3.reflection.enabled, which shows one of them, was 0");
        refuses(
                "{method: {r3: {replay: {enabled: true, whenAllCorrect: false}}}, memory: {correct: 0}}",
                "memory.correct: must be >= 1 with method.r3.replay.whenAllWrong, which draws from them, was 0");
        refuses(
                "{method: {r3: {replay: {enabled: true, whenAllCorrect: false, whenAllWrong: false}}}}",
                "method.r3.replay: has no effect: turn on whenAllWrong or whenAllCorrect");
    }

    @Test
    void leftoversAreSharedByAllShards() {
        refuses(
                "{method: {rorecomp: {enabled: true, capacity: 7}}, batch: {shards: 8}}",
                "method.rorecomp.capacity: must be >= batch.shards (8), which share it, was 7");
    }

    @Test
    void anEstimatorThatComparesAcrossGroupsNeedsTheWholeStep() {
        refuses(
                "{method: {rorecomp: {enabled: true, advantages: batch}}, advantage: {estimator: reinforce-plus-plus}}",
                "method.rorecomp.advantages: must be group with advantage.estimator reinforce-plus-plus, which does not use groups, was batch");
        refuses(
                "{batch: {shards: 2}, advantage: {estimator: reinforce-plus-plus}}",
                "batch.shards: must be 1 with advantage.estimator reinforce-plus-plus, which compares over the whole step, was 2");
    }

    @Test
    void aShareBelowOneVisitIsRejected() {
        refuses(
                "{method: {r3: {reflection: {enabled: true, share: 0.01}}}}",
                "method.r3.reflection.share: must be at least one visit of the 64 in flight, was 0.01");
    }

    @Test
    void aReflectionMustFitIntoThePolicysContext() {
        String yaml = "{method: {r3: {reflection: {enabled: true, responseTokens: %d}}}, policy: {contextTokens: 48}}";
        refuses(
                yaml.formatted(16),
                "policy.contextTokens: must be > sampling.maxTokens (32) + tokens of a failed response (16) to leave room for a"
                        + " reflection, was 48");
        assertThat(parse(yaml.formatted(15)).policy().contextTokens()).isEqualTo(48);
    }

    @Test
    void anEndlessRunNeedsPlannedSteps() {
        refuses(
                "{method: {rorecomp: {enabled: true}}, run: {steps: 0}}",
                "method.rorecomp.plannedSteps: must be given for an endless run (run.steps 0), was 0");
        assertThat(parse("{method: {rorecomp: {enabled: true, plannedSteps: 9}}, run: {steps: 0}}")
                        .method()
                        .get(RoRecomp.class)
                        .plannedSteps())
                .isEqualTo(9);
    }

    @Test
    void disabledMethodsAreNotChecked() {
        assertThat(parse("{run: {steps: 0}, stream: {maxStaleness: 0}, advantage: {estimator: rloo, credit: token}}")
                        .method())
                .isEqualTo(ConfigReader.defaults().method());
    }

    private static MillraceConfig parse(String yaml) {
        return ConfigReader.parse(yaml, List.of(), "test.yaml");
    }

    private static void refuses(String yaml, String... problems) {
        assertThatThrownBy(() -> parse(yaml))
                .hasMessage("config test.yaml: %d problem%s\n  %s"
                        .formatted(problems.length, problems.length == 1 ? "" : "s", String.join("\n  ", problems)));
    }
}
