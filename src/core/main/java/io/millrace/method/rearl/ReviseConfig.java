package io.millrace.method.rearl;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.plugin.Default;
import io.millrace.plugin.Problems;
import io.millrace.text.ParagraphConfig;
import io.millrace.text.ThinkingConfig;

/**
 * Revisions of responses by a reflection model.
 *
 * @param enabled whether responses are revised, which doubles the number of responses in a group
 * @param model Hugging Face folder of the reflection model, small enough for the embedded engine; empty uses the policy itself
 * @param template user message for the reflection model, with the placeholders {question} for the prompt and {thinking} for the
 *     thinking up to the end of the judged paragraph. Without {thinking}, the model reads the thinking after the message, as the
 *     beginning of its answer, which needs only one pass for all paragraphs of a response
 * @param think label with which the model answers if the result has not been reached; only its first token counts
 * @param result label with which the model answers if the result has been reached
 * @param cut where the thinking is cut: {@code normal} as in the paper's training, {@code strong} earlier, {@code weak} later
 * @param paragraphs length of the judged paragraphs
 * @param ending text appended to the kept paragraphs: the closing think tag and a lead-in to the final answer
 * @param answerTokens maximum length of the final answer that the policy samples, in tokens, at least 1
 */
public record ReviseConfig(
        @Default("true") boolean enabled,
        @Default("") String model,
        @Default("""
            {question}

            Below is the beginning of somebody's thinking about this.

            <thinking>
            {thinking}
            </thinking>

            Has it reached its final result by now? Answer with one word: Result if it has, Think if it has not.""") String template,
        @Default("Think") String think,
        @Default("Result") String result,
        @Default("normal") CutRule cut,
        ParagraphConfig paragraphs,
        @Default("\n</think>\n\n**Final Answer**\n\n") String ending,
        @Default("256") int answerTokens) {
    /** Placeholder for the prompt. */
    public static final String QUESTION = "{question}";
    /** Placeholder for the thinking. */
    public static final String THINKING = "{thinking}";

    public ReviseConfig {
        requireNonNull(model, "model");
        requireNonNull(cut, "cut");
        requireNonNull(paragraphs, "paragraphs");
        requireNonNull(ending, "ending");
        OptionRules rules = new OptionRules("revise");
        rules.that(template.contains(QUESTION), "template", "must contain %s, was '%s'", QUESTION, template);
        rules.that(!think.isBlank(), "think", "must be a label, was blank");
        rules.that(!result.isBlank(), "result", "must be a label, was blank");
        rules.that(!think.equals(result), "result", "must differ from think, was %s", result);
        rules.that(answerTokens >= 1, "answerTokens", "must be >= 1, was %d", answerTokens);
        rules.done();
    }

    /** Whether the template contains the placeholder for the thinking. */
    public boolean showsThinking() {
        return template.contains(THINKING);
    }

    /** Reports options that do not fit the think tags. */
    void check(ThinkingConfig thinking, Problems problems) {
        String close = thinking.close();
        if (!ending.contains(close)) {
            problems.report("method.rearl.revise.ending", "must contain thinking.close (%s), was '%s'", close, ending);
        }
        if (model.isEmpty() && !showsThinking()) {
            problems.report(
                    "method.rearl.revise.template",
                    "must contain %s without a separate revise.model: the policy itself would continue thinking",
                    THINKING);
        }
    }
}
