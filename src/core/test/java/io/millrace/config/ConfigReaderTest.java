package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.advantage.DrGrpo;
import io.millrace.loss.LossConfig.Aggregation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
    @Test
    void anOverrideWithoutAValueBlanksATextAndIsNotANumber() {
        MillraceConfig blanked = ConfigReader.parse(
                "data: {train: {task: math, path: a.jsonl}, eval: {task: digits}}",
                List.of("data.train.path=", "data.train.task=digits", "thinking.opening= "),
                "test.yaml");
        assertThat(blanked.data().train().path()).isEmpty();
        assertThat(blanked.thinking().opening()).isEmpty();
        assertThatThrownBy(() -> ConfigReader.parse("", List.of("run.steps="), "test.yaml"))
                .hasMessageContaining("run.steps: must be a whole number, was ''");
    }

    @Test
    void missingOptionsTakeTheDefault() {
        MillraceConfig config = parse("sampling:\n  groupSize: 4\n");
        MillraceConfig defaults = ConfigReader.defaults();
        assertThat(config.sampling().groupSize()).isEqualTo(4);
        assertThat(config.sampling().maxTokens()).isEqualTo(defaults.sampling().maxTokens());
        assertThat(config.loss()).isEqualTo(defaults.loss());
    }

    @Test
    void valuesAreReadAsTheirTypes() {
        MillraceConfig config = parse("""
                run: {out: /tmp/x, steps: 0}
                policy: {timeout: 90 s}
                optimizer: {rate: 1e-4, epsilon: 1}
                advantage: {estimator: DR_GRPO}
                loss: {aggregation: seq-mean-token-sum}
                stream: {ordered: false}
                data: {train: {path: a.jsonl, fields: {truths: [answer, alt]}}}
                """);
        assertThat(config.run().out()).isEqualTo(Path.of("/tmp/x"));
        assertThat(config.policy().timeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(config.optimizer().rate()).isEqualTo(1e-4);
        assertThat(config.advantage().estimator()).isEqualTo(new DrGrpo());
        assertThat(config.loss().aggregation()).isEqualTo(Aggregation.SEQ_MEAN_TOKEN_SUM);
        assertThat(config.stream().ordered()).isFalse();
        assertThat(config.data().train().fields().truths()).containsExactly("answer", "alt");
    }

    @Test
    void theLargestNumbersDoNotOverflowAnyCheck() {
        MillraceConfig config = parse("""
                stream: {maxStaleness: 2147483647}
                learner: {publishEvery: 2147483647}
                run: {steps: 2147483647}
                """);

        assertThat(config.stream().maxStaleness()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void veryManyUnknownKeysAreCountedAndTheFirstAreNamed() {
        StringBuilder yaml = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            yaml.append("key").append(i).append(": 1\n");
        }

        assertThatThrownBy(() -> parse(yaml.toString()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(": 100,000 problems\n  key0: is not an option; ")
                .hasMessageEndingWith("\n  and 99,900 more");
    }

    @Test
    void allProblemsAreReportedTogether() {
        refuses(
                """
                sampling: {groupSise: 4, temperature: -1, topP: 2, maxTokens: many}
                optimiser: {rate: 1}
                loss: {aggregation: tokenmean}
                policy: {timeout: 5 minutes}
                stream: on
                batch: {groups: 1.5, maxWait: }
                xyz: 1
                """,
                "sampling.groupSise: is not an option; did you mean sampling.groupSize?",
                "optimiser: is not an option; did you mean optimizer?",
                "xyz: is not an option; known here: run, data, task, thinking, policy, sampling, agent, stream, memory, batch, method, rewards, advantage,"
                        + " loss, optimizer, learner, evaluation, channels, monitor, alarms, trackers, dashboard, pretrain",
                "policy.timeout: must be a whole number and one of ms, s, min, h, d, was '5 minutes'",
                "sampling.maxTokens: must be a whole number, was 'many'",
                "sampling.temperature: must be > 0 and finite, was -1.0",
                "sampling.topP: must be in (0, 1], was 2.0",
                "stream: must be a section with keys, was true",
                "batch.groups: must be a whole number, was 1.5",
                "batch.maxWait: must be a duration such as 2 min, was empty",
                "loss.aggregation: must be one of token-mean, seq-mean-token-sum, seq-mean-token-mean,"
                        + " seq-mean-token-sum-constant, was 'tokenmean'");
    }

    @Test
    void aMisplacedKeyIsReportedWithTheCorrectPath() {
        refuses(
                "{groupSize: 4, loss: {rate: 1}}",
                "groupSize: is not an option; did you mean sampling.groupSize?",
                "loss.rate: is not an option; did you mean optimizer.rate?");
    }

    @Test
    void nonFiniteValuesAreNotNumbers() {
        refuses(
                "{optimizer: {rate: 1e999, clipNorm: 1.0e+999}, loss: {clipLow: 1e}}",
                "loss.clipLow: must be a number, was '1e'",
                "optimizer.rate: must be a finite number, was Infinity",
                "optimizer.clipNorm: must be a finite number, was Infinity");
    }

    @Test
    void everyValueOfASectionIsChecked() {
        refuses(
                "optimizer: {rate: 0, beta1: 1, beta2: 0.9, clipNorm: -1}",
                "optimizer.rate: must be > 0, was 0.0",
                "optimizer.beta1: must be in [0, 1), was 1.0",
                "optimizer.clipNorm: must be > 0, was -1.0");
    }

    @Test
    void aConflictIsReportedUnderTheValueThatMustChange() {
        refuses(
                "pretrain: {model: {heads: 8, kvHeads: 8, hidden: 24}}",
                "pretrain.model.hidden: must be an even multiple of heads, was 24 with 8 heads");
        assertThat(parse("pretrain: {model: {heads: 8, kvHeads: 8}}")
                        .pretrain()
                        .model()
                        .kvHeads())
                .isEqualTo(8);
    }

    @Test
    void conflictingValuesAreReportedUnderTheirSection() {
        refuses(
                "memory: {correct: 0, wrong: 0, ttl: 0 s}",
                "memory: correct or wrong must be >= 1, both were 0: nothing would be kept",
                "memory.ttl: must be > 0 s, was 0 s");
    }

    @Test
    void anUnreadableValueDoesNotHideOtherProblems() {
        refuses(
                "batch: {groups: many, shards: 0}",
                "batch.groups: must be a whole number, was 'many'",
                "batch.shards: must be in 1..128, was 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sampling: {topP: 0.9} | sampling.topP: must be 1, because log-probs of filtered samples are not the policy's own and cannot be trained on, was 0.9",
                "sampling: {topK: 5} | sampling.topK: must be 0, because log-probs of filtered samples are not the policy's own and cannot be trained on, was 5",
                "policy: {contextTokens: 32} | policy.contextTokens: must be > sampling.maxTokens (32) to leave room for a"
                        + " prompt, was 32",
                "{evaluation: {part: hard}, data: {eval: {path: x.json}}} | evaluation.part: must be held-out with data.eval.path, because a file has only one part, was hard",
                "learner: {publishEvery: 3} | learner.publishEvery: must be <= stream.maxStaleness + 1 (2), otherwise samplers wait forever, was 3",
                "{learner: {publishEvery: 2}, run: {steps: 7}} | run.steps: must be a multiple of learner.publishEvery (2),"
                        + " was 7",
                "{learner: {kind: outside}, run: {tokens: 1000}} | run.tokens: must be 0 with learner.kind outside, whose versions do not say how many tokens were sampled, was 1000; use run.steps",
                "{learner: {kind: outside}, data: {curriculum: {enabled: true}}} | data.curriculum: must be off with learner.kind outside, whose versions have no pass rates; remove it, or use the embedded learner",
                "data: {eval: {task: chess}} | data.eval.task: must be auto or one of choice, digits, json, lookup, pattern,"
                        + " reason, text, was chess"
            })
    void sectionsMustFitTogether(String yaml, String problem) {
        refuses(yaml, problem);
    }

    @Test
    void optionsWithoutEffectUnderATruncatedImportanceWeightMustNotBeSet() {
        String rule = " with loss.importanceCap 2.0, which replaces it, was ";
        String what = "; set loss.importanceCap to 0 to use it";
        refuses(
                "loss: {importanceCap: 2, objective: gspo, clipLow: 0.1, clipHigh: 0.28, dualClip: 3}",
                "loss.objective: must keep its default clip" + rule + "gspo" + what,
                "loss.clipLow: must keep its default 0.2" + rule + "0.1" + what,
                "loss.clipHigh: must keep its default 0.2" + rule + "0.28" + what,
                "loss.dualClip: must keep its default 0.0" + rule + "3.0" + what);
        assertThat(parse("loss: {importanceCap: 2, aggregation: seq-mean-token-sum}")
                        .loss()
                        .importanceCap())
                .isEqualTo(2);
    }

    @Test
    void leaveOneOutNeedsTwoResponses() {
        refuses(
                "{sampling: {groupSize: 1}, advantage: {estimator: rloo}}",
                "sampling.groupSize: must be >= 2 for advantage.estimator rloo, was 1");
    }

    @Test
    void aGrowingLengthMustNotStartAboveTheFullLength() {
        refuses(
                "sampling: {maxTokens: 8, firstTokens: 9, lengthenSteps: 100}",
                "sampling.firstTokens: must be <= sampling.maxTokens (8), was 9");
    }

    @Test
    void aFileMayNameTheTaskOfEachRecord() {
        MillraceConfig config = parse("data: {train: {task: other, path: x.jsonl, fields: {task: t}}}");
        assertThat(config.data().train().task()).isEqualTo("other");
    }

    @Test
    void aDuplicateKeyIsRejected() {
        refuses("run:\n  seed: 1\n  seed: 2\n", "line 3, column 7: must be given once, was given twice: key 'seed'");
    }

    @Test
    void invalidYamlIsRefusedWithItsPosition() {
        assertThatThrownBy(() -> parse("run: {seed: 1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("config test.yaml: 1 problem\n  line 1, column 14: must be YAML: ");
        refuses("- 1", "line 1: must be a mapping of keys to values");
    }

    @Test
    void overridesWinAndAreCheckedLikeTheFile() {
        MillraceConfig config = ConfigReader.parse(
                "run: {seed: 3}",
                List.of(
                        "run.seed=4",
                        "data.train.fields.truths=[a, b]",
                        "run.seed=5",
                        "run.name=x=y",
                        "stream.maxStaleness=0"),
                "test.yaml");
        assertThat(config.run().seed()).isEqualTo(5);
        assertThat(config.run().name()).isEqualTo("x=y");
        assertThat(config.data().train().fields().truths()).containsExactly("a", "b");
        assertThatThrownBy(() -> ConfigReader.parse(
                        "", List.of("run.sede=4", "nonsense", "batch.groups=0", "run.steps=[1"), "test.yaml"))
                .hasMessageStartingWith("config test.yaml: 4 problems\n  --set nonsense: must be key=value\n"
                        + "  --set run.steps=[1: must be YAML: ")
                .hasMessageEndingWith("\n  run.sede: is not an option; did you mean run.seed?\n"
                        + "  batch.groups: must be >= 1, was 0");
    }

    @Test
    void creditByTokenNeedsATaskThatCreditsTokens() {
        refuses(
                "{task: {digits: {scoring: answer}}, advantage: {credit: token}}",
                "advantage.credit: must be response for task digits as configured, which does not credit individual tokens, was token");
    }

    @Test
    void shardsShareTheGroupsOfAStepEvenly() {
        refuses("{batch: {shards: 5}}", "batch.shards: must divide batch.groups (32), was 5");
        refuses(
                "{batch: {shards: 4, maxWait: 2 s}}",
                "batch.maxWait: must be 0 s with 4 shards, was 2 s: a shard without visits would block the others");
    }

    @Test
    void aConfigurationSurvivesARoundTripThroughYaml() {
        MillraceConfig config =
                parse("{run: {name: '007', seed: -5}, policy: {timeout: 1500 ms}, data: {train: {path: 'yes'}}}");
        assertThat(parse(config.toYaml())).isEqualTo(config);
    }

    @Test
    void aMissingFileIsReported(@TempDir Path folder) throws IOException {
        Path missing = folder.resolve("no.yaml");
        assertThatThrownBy(() -> ConfigReader.read(missing, List.of()))
                .hasMessage(
                        "config %s: 1 problem\n  file: could not be read: NoSuchFileException: %s", missing, missing);
        Path file = Files.writeString(folder.resolve("yes.yaml"), "run: {seed: 9}");
        assertThat(ConfigReader.read(file, List.of()).run().seed()).isEqualTo(9);
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
