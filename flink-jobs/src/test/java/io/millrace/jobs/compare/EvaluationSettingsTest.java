package io.millrace.jobs.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationSettingsTest {
    private static MillraceConfig config(String... set) {
        return ConfigReader.parse("task: {digits: {scoring: answer}}", List.of(set), "test.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "policy.path=deploy/models/reason",
                "sampling.maxTokens=16",
                "evaluation.temperature=0.5",
                "data.eval.prompts=7",
                "task.digits.modulus=8",
                "thinking.marks=[hm]",
                "thinking.opening=a",
                "method.autothink.enabled=true"
            })
    void optionsThatChangeAMeasurementChangeTheSettings(String set) {
        assertThat(EvaluationSettings.of(config(set), false)).isNotEqualTo(EvaluationSettings.of(config(), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run.seed=7",
                "run.steps=4",
                "optimizer.rate=1e-5",
                "method.rorecomp.enabled=true",
                "data.train.prompts=9"
            })
    void trainingOptionsDoNotChangeTheSettings(String set) {
        assertThat(EvaluationSettings.of(config(set), false)).isEqualTo(EvaluationSettings.of(config(), false));
    }

    @Test
    void trainingPromptsHaveSeparateSettings() {
        assertThat(EvaluationSettings.of(config(), true)).isNotEqualTo(EvaluationSettings.of(config(), false));
        assertThat(EvaluationSettings.of(config("data.train.prompts=9"), true))
                .isNotEqualTo(EvaluationSettings.of(config(), true));
    }

    @Test
    void eachCombinationOfSettingsHasOneNamedRow() {
        Map<String, MillraceConfig> variants = new LinkedHashMap<>();
        variants.put("GRPO", config());
        variants.put("RoRecomp", config("method.rorecomp.enabled=true"));
        variants.put("fewer prompts", config("data.train.prompts=9"));
        variants.put("short", config("sampling.maxTokens=16"));
        variants.put("AutoThink", config("method.autothink.enabled=true"));
        variants.put("short AutoThink", config("method.autothink.enabled=true", "sampling.maxTokens=16"));

        assertThat(EvaluationSettings.starts(variants, false))
                .containsExactly(
                        Map.entry("before training", variants.get("GRPO")),
                        Map.entry("before training, as short", variants.get("short")),
                        Map.entry("before training, <think> ...", variants.get("AutoThink")),
                        Map.entry("before training, <think> ..., as short AutoThink", variants.get("short AutoThink")));
        assertThat(EvaluationSettings.starts(variants, true)).containsKey("before training, as fewer prompts");
    }
}
