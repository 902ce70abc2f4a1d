package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedGroup;
import io.millrace.model.Prompt;
import io.millrace.model.PromptVisit;
import io.millrace.model.Rewards.Component;
import io.millrace.model.SampledGroup;
import io.millrace.model.TrainingRow;
import io.millrace.policy.text.CharacterTokenizer;
import io.millrace.testkit.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a configuration switches on is what runs. */
class ConfiguredPartsTest {
    private static final Prompt PROMPT = Samples.digits("8,3:9,1");

    @TempDir
    private Path folder;

    private ConfiguredParts parts(String yaml) {
        CharacterTokenizer.of("0123456789,:").write(folder, 64);
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
    void byDefaultOnlyTheTaskRewardsAndOnlyItsTruthsCount() throws IOException {
        ConfiguredParts parts = parts("");
        GradedGroup graded = parts.grade().apply(wrong(2, 0.5f));
        assertThat(graded.responses().get(0).rewards().components())
                .extracting(Component::name)
                .containsExactly("digits", "end");
        assertThat(parts.grade().rankingSpread(graded)).isEmpty();
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
                .as("0 leaves no component")
                .containsExactly("digits", "end");
        assertThat(parts.grade().rankingSpread(failed)).hasValue(1);

        GradedGroup solved = parts.grade().apply(Samples.group(PROMPT, Samples.answered(0, "7")));
        assertThat(solved.responses().get(0).reward()).isEqualTo(1.5);
    }

    @Test
    void replayAndItsAdvantageComeTogether() throws IOException {
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
