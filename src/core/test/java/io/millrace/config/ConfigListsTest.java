package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.method.autothink.AutoThink;
import io.millrace.method.autothink.Stage;
import io.millrace.model.GradedResponse;
import io.millrace.model.Prompt;
import io.millrace.plugin.Extensions;
import io.millrace.reward.Format;
import io.millrace.reward.LengthBonus;
import io.millrace.reward.RelativeLength;
import io.millrace.reward.RewardConfig;
import io.millrace.reward.RewardConfig.When;
import io.millrace.reward.RewardFunction;
import io.millrace.reward.RewardType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options that are lists of sections: the stages of AutoThink, and rewards. */
class ConfigListsTest {
    private static final String STAGES = "{method: {autothink: {stages: [%s]}}}";

    /** A custom reward that can be created. */
    public static final class Fine implements RewardFunction {
        public Fine() {}

        @Override
        public double value(Prompt prompt, GradedResponse response, String text) {
            return 1;
        }
    }

    /** A custom reward that cannot be created. */
    public static final class Fails implements RewardFunction {
        public Fails() {
            throw new IllegalStateException("no licence");
        }

        @Override
        public double value(Prompt prompt, GradedResponse response, String text) {
            return 1;
        }
    }

    @Test
    void theDefaultStagesAreThoseOfThePaper() {
        assertThat(ConfigReader.defaults().method().get(AutoThink.class).stages())
                .extracting(Stage::balance)
                .containsExactly(0.5, 1.0, 1.0);
    }

    @Test
    void aListReplacesTheDefaultAndItsSectionsHaveDefaults() {
        assertThat(parse(STAGES.formatted("{until: 5, balance: 0.4}, {alpha: 0.1}"))
                        .method()
                        .get(AutoThink.class)
                        .stages())
                .containsExactly(new Stage(5, 0.4, 2, 0, 0, 0), new Stage(0, 1, 2, 0.1, 0, 0));
    }

    @Test
    void everyProblemIsReportedUnderItsPositionInTheList() {
        refuses(
                STAGES.formatted("{until: 5, balance: 2, slop: 1}, {alpha: much, beta: -1}, 7"),
                "method.autothink.stages[0].slop: is not an option; did you mean method.autothink.stages[0].slope?",
                "method.autothink.stages[0].balance: must be in [0, 1], was 2.0",
                "method.autothink.stages[1].alpha: must be a number, was 'much'",
                "method.autothink.stages[1].beta: must be >= 0 and finite, was -1.0",
                "method.autothink.stages[2]: must be a section with keys, was 7");
        refuses("{method: {autothink: {stages: 3}}}", "method.autothink.stages: must be a list of sections, was 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | : must have at least 1 stage, had none",
                "{until: 5} | [0].until: must be 0, since the last stage has no end, was 5",
                "{until: 0}, {} | [0].until: must be > 0, where the stage begins, was 0",
                "{until: 5}, {until: 5}, {} | [1].until: must be > 5, where the stage begins, was 5"
            })
    void stagesFollowEachOther(String stages, String rule) {
        refuses(STAGES.formatted(stages), "method.autothink.stages" + rule);
    }

    @Test
    void aListCanBeSetOnTheCommandLine() {
        MillraceConfig config = ConfigReader.parse(
                "",
                List.of(
                        "method.autothink.stages=[{until: 9}, {balance: 0.5}]",
                        "rewards=[{name: short, type: length, weight: 0.5}]"),
                "test.yaml");
        assertThat(config.method().get(AutoThink.class).stages()).hasSize(2);
        assertThat(config.rewards()).containsExactly(new RewardConfig(new RelativeLength(), "short", 0.5, When.ALWAYS));
    }

    @Test
    void theTypeOfARewardDeterminesItsOptions() {
        MillraceConfig config = parse("""
                rewards:
                  - {name: tags, type: format, when: wrong, weight: -0.5}
                  - {name: bonus, type: length-bonus, maxTokens: 64}
                """);
        assertThat(config.rewards())
                .containsExactly(
                        new RewardConfig(new Format(), "tags", -0.5, When.WRONG),
                        new RewardConfig(new LengthBonus(64), "bonus", 1, When.ALWAYS));
        refuses(
                "{rewards: [{name: tags, type: format, maxTokens: 3}]}",
                "rewards[0].maxTokens: is not an option; did you mean sampling.maxTokens?");
    }

    @Test
    void aConfigurationWithListsSurvivesARoundTripThroughYaml() {
        MillraceConfig config = parse("""
                method: {autothink: {stages: [{until: 9, alpha: 0.125}, {maxTokens: 5}]}}
                rewards:
                  - {name: a, type: length-bonus, maxTokens: 64}
                  - {name: b, type: overlong, buffer: 3}
                  - {name: c, type: cosine, exceed: -3}
                  - {name: d, type: repetition}
                  - {name: e, type: format}
                  - {name: f, type: length, when: correct}
                  - {name: g, type: class, implementation: %s}
                """.formatted(Fine.class.getName()));
        assertThat(config.rewards()).hasSize(7);
        assertThat(parse(config.toYaml())).isEqualTo(config);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: format} | [0].name: must be a string, was not given",
                "{name: a} | [0].type: must be one of TYPES, was not given",
                "{name: a, type: nice} | [0].type: must be one of TYPES, was 'nice'",
                "{name: a, type: format, weight: 0} | [0].weight: must be finite and not 0, was 0.0",
                "{name: a, type: format, when: now} | [0].when: must be one of always, correct, wrong, was 'now'",
                "{name: a.b, type: format} | [0].name: must consist of letters, digits, - and _ and start with a letter, was 'a.b'",
                "{name: a, type: format}, {name: a, type: length} | [1].name: must be unique, was a",
                "{name: a, type: overlong} | [0].buffer: must be <= maxTokens (32), was 4096",
                "{name: a, type: overlong, buffer: 0} | [0].buffer: must be >= 1, was 0",
                "{name: a, type: repetition, ngram: 0} | [0].ngram: must be >= 1, was 0",
                "{name: a, type: cosine, maxTokens: -1} | [0].maxTokens: must be >= 0, was -1",
                "{name: a, type: class} | [0].implementation: must be a string, was not given"
            })
    void rewardsAreChecked(String list, String problem) {
        String types = String.join(", ", Extensions.types(RewardType.class));
        refuses("{rewards: [%s]}".formatted(list), "rewards" + problem.replace("TYPES", types));
    }

    @Test
    void aCustomRewardMustExistAndBeCreatedBeforeTheRunStarts() {
        String yaml = "{rewards: [{name: own, type: class, implementation: %s}]}";
        refuses(
                yaml.formatted("org.example.None"),
                "rewards[0].implementation: must be a class on the class path (MILLRACE_CLASSPATH), was org.example.None");
        refuses(
                yaml.formatted("java.lang.String"),
                "rewards[0].implementation: must implement io.millrace.reward.RewardFunction, was java.lang.String");
        String name = Fails.class.getName();
        refuses(
                yaml.formatted(name),
                "rewards[0].implementation: must be a public class with a public constructor without parameters that succeeds, was "
                        + name + ": IllegalStateException: no licence");
        assertThat(parse(yaml.formatted(Fine.class.getName())).rewards()).hasSize(1);
    }

    @Test
    void rewardsAndAutoThinkNeedCreditByResponse() {
        refuses(
                "{rewards: [{name: a, type: format}], method: {autothink: {enabled: true}}, advantage: {credit: token}}",
                "advantage.credit: must be response with rewards, because its reward cannot be attributed to individual tokens, was token",
                "advantage.credit: must be response with method.autothink.enabled, because its reward cannot be attributed to individual tokens, was token",
                "method.autothink.enabled: must be false with task digits as configured, which rewards individual tokens instead of a response by 1 or 0, was true");
        assertThat(parse("{method: {autothink: {enabled: true}}, task: {digits: {scoring: answer}}}")
                        .method()
                        .get(AutoThink.class)
                        .enabled())
                .isTrue();
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
