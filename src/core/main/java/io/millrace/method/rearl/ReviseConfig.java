package io.millrace.method.rearl;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.plugin.Default;
import io.millrace.plugin.Problems;
import io.millrace.text.ParagraphConfig;
import io.millrace.text.ThinkingConfig;

/**
 * Revisions.
 *
 * @param enabled whether responses are revised; a group then has twice the responses
 * @param model Hugging Face folder of the reflection model, small enough for the embedded engine; empty asks the policy itself
 * @param template what the reflection model is asked, as a user's message, with places for question and thinking, each in
 *     braces: the prompt, and the thinking up to the end of the paragraph that is judged. Without a place for the thinking the
 *     model reads that after the message, as the beginning of its answer: one pass for all paragraphs of a response
 * @param think the model's next text where the result has not been reached; its first token counts
 * @param result the model's next text where it has
 * @param cut where thinking ends: as in the paper's training, earlier, or later
 * @param paragraphs how long the paragraphs are that are judged
 * @param ending what is put after the kept paragraphs: the closing think tag, and what leads to the final answer
 * @param answerTokens length of the final answer that the policy samples, in tokens, at least 1
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
        @Default("normal") Cut cut,
        ParagraphConfig paragraphs,
        @Default("\n</think>\n\n**Final Answer**\n\n") String ending,
        @Default("256") int answerTokens) {
    /** Stands for the prompt. */
    public static final String QUESTION = "{question}";
    /** Stands for the thinking. */
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

    /** Whether the template shows the thinking itself. */
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
                    "must contain %s without a revise.model of its own: the policy itself would go on thinking",
                    THINKING);
        }
    }
}
