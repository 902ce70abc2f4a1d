package io.millrace.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.learner.StepCodec;
import io.millrace.learner.StepFigures;
import io.millrace.learner.StepReport;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.Minibatch;
import io.millrace.model.Prompt;
import io.millrace.model.PromptVisit;
import io.millrace.model.Response;
import io.millrace.model.Rewards.Component;
import io.millrace.model.SampledGroup;
import io.millrace.model.TokenIds;
import io.millrace.model.TrainingRow;
import io.millrace.pipeline.Grade;
import io.millrace.pipeline.ListMemory;
import io.millrace.pipeline.Remembered;
import io.millrace.policy.SamplingPlan;
import io.millrace.reward.RewardFunction;
import io.millrace.testkit.ReplayBufferInMemory;
import io.millrace.testkit.Samples;
import io.millrace.token.CharacterTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exactly the parts that a configuration enables are run. */
class ConfiguredPartsTest {
    private static final String ALPHABET = "0123456789,:</>think\n.";
    private static final Prompt PROMPT = Samples.digits("8,3:9,1");

    @TempDir
    private Path folder;

    private ConfiguredParts parts(String yaml) {
        CharacterTokenizer.of(ALPHABET).write(folder, 64);
        MillraceConfig config = ConfigReader.parse(yaml, List.of(), "test.yaml");
        return ConfiguredParts.of(config, folder);
    }

    private static SampledGroup wrong(float... entropies) {
        return Samples.group(
                PROMPT,
                Samples.entropic(0, FinishReason.LENGTH, entropies),
                Samples.entropic(1, FinishReason.LENGTH, 1, 1));
    }

    @Test
    void onlyTheTaskRewardIsUsedByDefault() throws IOException {
        ConfiguredParts parts = parts("");
        GradedGroup graded = parts.grade().apply(wrong(2, 0.5f));
        assertThat(graded.responses().get(0).rewards().components())
                .extracting(Component::name)
                .containsExactly("digits", "end");
        assertThat(parts.grade().figures()).isEmpty();
        ListMemory memory = new ListMemory();
        for (int visit = 0; visit < 3; visit++) {
            Remembered remembered = parts.remember().apply(graded, memory, 0);
            assertThat(remembered.group()).isEqualTo(graded);
            assertThat(remembered.reflection()).isEmpty();
        }
    }

    @Test
    void rewardsOfR3AreAddedInOrder() {
        ConfiguredParts parts = parts("""
                method:
                  r3:
                    ranking: {enabled: true, maxReward: 0.25, peakShare: 0.5}
                    lengthBonus: {enabled: true, maxTokens: 4}
                """);
        GradedGroup failed = parts.grade().apply(wrong(1.25f, 0.5f));
        assertThat(failed.responses().get(0).rewards().components())
                .extracting(Component::name)
                .containsExactly("digits", "end", "r3.ranking");
        assertThat(failed.responses().get(1).rewards().components())
                .extracting(Component::name)
                .as("a reward of 0 adds no component")
                .containsExactly("digits", "end");
        assertThat(parts.grade().figures()).singleElement().satisfies(figure -> {
            assertThat(figure.figure().key()).isEqualTo("serr_spread");
            assertThat(figure.of().apply(failed)).hasValue(1);
        });

        GradedGroup solved = parts.grade().apply(Samples.group(PROMPT, Samples.answered(0, "7")));
        assertThat(solved.responses().get(0).reward()).isEqualTo(1.5);
    }

    @Test
    void listedRewardsAreAddedInOrderWithTheirWeightsWhereTheirConditionHolds() {
        ConfiguredParts parts = parts("""
                task: {digits: {scoring: answer}}
                rewards:
                  - {name: short, type: length-bonus, maxTokens: 4, weight: 0.5}
                  - {name: near, type: overlong, maxTokens: 4, buffer: 4, when: wrong, weight: 2}
                  - {name: own, type: class, implementation: %s}
                  - {name: relative, type: length, when: correct}
                """.formatted(TextLength.class.getName()));
        GradedGroup graded =
                parts.grade().apply(Samples.group(PROMPT, Samples.answered(0, "7"), Samples.answered(1, "2:2")));
        // The end counts as a token: 2 and 4 tokens.
        assertThat(graded.responses().get(0).rewards().components())
                .containsExactly(
                        new Component("answer", 1),
                        new Component("short", 0.25),
                        new Component("own", 0.01),
                        new Component("relative", 0.5));
        assertThat(graded.responses().get(1).rewards().components())
                .containsExactly(new Component("answer", 0), new Component("near", -2), new Component("own", 0.03));
    }

    /** A custom reward: a hundredth per character. */
    public static final class TextLength implements RewardFunction {
        public TextLength() {}

        @Override
        public double value(Prompt prompt, GradedResponse response, String text) {
            return text.length() / 100.0;
        }
    }

    @Test
    void allMethodsCanBeSwitchedOnTogether() throws IOException {
        ConfiguredParts parts = parts("""
                task: {digits: {scoring: answer}}
                sampling: {maxTokens: 32}
                method:
                  rearl:
                    enabled: true
                    reflectionReward: {threshold: 200}
                  autothink:
                    enabled: true
                    stages: [{until: 5, balance: 0.5, maxTokens: 8}, {alpha: 0.5, beta: 0.5}]
                  r3:
                    replay: {enabled: true}
                    reflection: {enabled: true}
                    ranking: {enabled: true}
                    lengthBonus: {enabled: true}
                  rorecomp: {enabled: true}
                rewards: [{name: tags, type: format, weight: 0.25}]
                """);
        SamplingPlan plan = parts.sampling(parts.tokenizer());
        assertThat(plan.at(4).maxTokens()).isEqualTo(8);
        assertThat(plan.at(5).maxTokens()).isEqualTo(32);

        GradedGroup graded = parts.grade()
                .apply(new SampledGroup(
                        Samples.visit(PROMPT),
                        parts.tokenizer().prompt(PROMPT.messages()),
                        List.of(text(0, "3</think>\n\n:7"), text(1, "</think>\n\n:7"), text(2, "</think>\n\n:2"))));
        assertThat(names(graded, 0)).containsExactly("answer", "r3.lengthBonus", "tags", "rearl.length");
        assertThat(names(graded, 1))
                .containsExactly("answer", "autothink.base", "r3.lengthBonus", "tags", "rearl.length");
        assertThat(graded.responses().get(2).rewards().components())
                .containsExactly(
                        new Component("answer", 0),
                        new Component("autothink.base", -1),
                        new Component("tags", 0.25),
                        new Component("rearl.length", -0.5));

        GradedGroup joined = parts.remember().apply(graded, new ListMemory(), 3).group();
        List<Minibatch> round = parts.compose().round(0, 0, 2, List.of(joined), new ReplayBufferInMemory<>());
        assertThat(round.get(0).kind()).isEqualTo(Minibatch.Kind.PRIORITY);
        assertThat(round.get(0).groups().rewards()).containsKeys("answer", "tags", "r3.lengthBonus");
        assertThat(round.get(0).groups().rewards().get("autothink.balance"))
                .as("two of three do not think, so these lose a third")
                .isEqualTo((1 - graded.responses().get(1).reward() - 2 + 1.25) / 3, within(1e-12));
        assertThat(round.get(0).groups().figures().get("think_share").value()).isEqualTo(1 / 3.0);
        assertThat(round.get(0).groups().figures().get("autothink_stage").value())
                .isEqualTo(1);
    }

    private static List<String> names(GradedGroup group, int response) {
        return group.responses().get(response).rewards().components().stream()
                .map(Component::name)
                .toList();
    }

    private static Response text(int sample, String text) {
        int[] ids = CharacterTokenizer.of(ALPHABET).encode(text).ids();
        int[] ended = Arrays.copyOf(ids, ids.length + 1);
        ended[ids.length] = 1;
        return Samples.response(sample, FinishReason.STOP, ended);
    }

    @Test
    void rewardsThatNoResponseEarnedAreZeroInTheFiguresOfAStep() throws IOException {
        ConfiguredParts parts = parts("""
                task: {digits: {scoring: answer}}
                method:
                  rearl: {enabled: true, revise: {enabled: false}}
                  autothink: {enabled: true}
                  r3: {ranking: {enabled: true}, lengthBonus: {enabled: true}}
                rewards: [{name: near, type: overlong, when: wrong, buffer: 8}, {name: relative, type: length}]
                """);
        GradedGroup group = new GradedGroup(
                Samples.visit(PROMPT), new TokenIds(1), List.of(Samples.graded(Samples.answered(0, "7"), true, 1)));
        Minibatch minibatch = parts.compose()
                .round(0, 0, 2, List.of(group), new ReplayBufferInMemory<>())
                .get(0);
        Map<String, Double> figures =
                StepCodec.write(StepFigures.of(3, 1, StepReport.withoutRows(3, 1e-3, 5), minibatch));
        assertThat(figures).containsEntry("reward_test", 1.0);
        for (String name : List.of(
                "rearl.length",
                "rearl.reflection",
                "autothink.base",
                "autothink.length",
                "r3.ranking",
                "r3.lengthBonus",
                "near",
                "relative")) {
            assertThat(figures).containsEntry("reward_" + name, 0.0);
        }
        assertThat(figures).containsKey("reward_autothink.balance");
    }

    @Test
    void replayEnablesItsAdvantage() throws IOException {
        ConfiguredParts parts = parts("method: {r3: {replay: {enabled: true, alpha: 4, lambda: 0}}}");
        ListMemory memory = new ListMemory();
        Grade grade = parts.grade();
        parts.remember().apply(grade.apply(Samples.group(PROMPT, Samples.answered(0, "7"))), memory, 3);
        Remembered mixed =
                parts.remember().apply(grade.apply(Samples.group(PROMPT, Samples.answered(0, "2"))), memory, 3);
        assertThat(mixed.restored()).isTrue();

        // Rewards 0 and 1: deviations +-1/2, std sqrt(1/2), so +-1/2 / (4 sqrt(1/2)).
        List<TrainingRow> rows =
                parts.assembler().assemble(2, List.of(mixed.group())).allRows();
        float expected = (float) (0.125 / Math.sqrt(0.5));
        assertThat(rows.get(0).advantages()).containsOnly(-expected);
        assertThat(rows.get(1).advantages()).containsOnly(expected);
    }

    @Test
    void reflectionUsesTheConfiguredTemplate() throws IOException {
        ConfiguredParts parts =
                parts("{method: {r3: {reflection: {enabled: true, tau: 0.5, template: '{response},{question}'}}}}");
        ListMemory memory = new ListMemory();
        GradedGroup failed = parts.grade().apply(Samples.group(PROMPT, Samples.answered(0, "2")));
        parts.remember().apply(failed, memory, 3);
        GradedGroup again = new GradedGroup(new PromptVisit(PROMPT, 1, "s", 1), failed.prompt(), failed.responses());
        Prompt reflection = parts.remember()
                .apply(again, memory, 3)
                .reflection()
                .orElseThrow()
                .prompt();
        assertThat(reflection.messages().get(0).content()).isEqualTo("2,8,3:9,1");
        assertThat(parts.grade().grade(reflection, Samples.answered(0, "7")).correct())
                .isTrue();
    }
}
