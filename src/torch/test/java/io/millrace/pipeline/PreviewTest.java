package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.ConfiguredParts;
import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.model.ChatMessage;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.task.Tasks;
import io.millrace.token.json.ModelKit;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewTest {
    @TempDir
    private Path folder;

    @Test
    void aPromptIsShownAsThePolicyReceivesItWithTheRewardsOfAnswers() {
        assertThat(preview("", ModelKit.QWEN3, prompt("math", "40+2?", "42"), false))
                .containsExactly(
                        "  │ <|im_start|>user",
                        "  │ 40+2?<|im_end|>",
                        "  │ <|im_start|>assistant",
                        "  23 tokens",
                        "  task math, truth 42",
                        "  a correct answer, \\boxed{42}, earns 1.000 (accuracy 1.000)",
                        "  an incorrect answer, \\boxed{0}, earns 0.000 (accuracy 0.000)");
    }

    @Test
    void idsAreShownOnRequest() {
        int start = ModelKit.QWEN3.id("<|im_start|>");
        assertThat(preview("", ModelKit.QWEN3, prompt("math", "40+2?", "42"), true))
                .anySatisfy(line -> assertThat(line).startsWith("  23 tokens: " + start + " "));
    }

    @Test
    void anAnswerFollowsTheThinkingThatThePromptOpened() {
        assertThat(preview("", ModelKit.DEEPSEEK_R1, prompt("choice", "Which?", "B"), false))
                .contains("  a correct answer, </think>⏎⏎\\boxed{B}, earns 1.000 (accuracy 1.000)");
    }

    @Test
    void rewardsOfMethodsAreIncluded() {
        String autothink = "{data: {train: {task: reason}}, method: {autothink: {enabled: true}}}";
        assertThat(preview(autothink, ModelKit.QWEN3, prompt("math", "40+2?", "42"), false))
                .contains(
                        "  an incorrect answer, </think>⏎⏎\\boxed{0}, earns -1.000 (accuracy 0.000, autothink.base -1.000)");
    }

    @Test
    void aTruthThatMatchesNoAnswerCausesAWarning() {
        assertThat(preview("", ModelKit.QWEN3, prompt("json", "a list?", "{\"a\": 1, \"a\": 2}"), false))
                .anySatisfy(line ->
                        assertThat(line).startsWith("  WARNING: no answer built from the truth is judged correct: "));
        assertThat(preview("", ModelKit.QWEN3, prompt("math", "40+2?"), false))
                .contains(
                        "  task math, no truth",
                        "  WARNING: no answer built from the truth is judged correct, because the prompt has no truth");
    }

    private List<String> preview(String yaml, ModelKit model, Prompt prompt, boolean ids) {
        MillraceConfig config = ConfigReader.parse(yaml, List.of(), "test");
        ConfiguredParts parts = ConfiguredParts.of(config, model.write(folder));
        try (Tasks tasks = config.tasks();
                Grade grade = parts.grade()) {
            return new Preview(parts.tokenizer(), tasks, grade, config.thinking()).of(prompt, ids);
        }
    }

    private static Prompt prompt(String task, String text, String... truths) {
        return new Prompt("q", List.of(ChatMessage.user(text)), List.of(truths), "test", task, PromptKind.PLAIN);
    }
}
