package io.millrace.token;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/**
 * How conversations are converted to prompts.
 *
 * @param template the chat template: {@code own} is the one in the model's folder; the others are built in, for models whose template is
 *     missing or unsupported
 * @param thinking value of the variable {@code enable_thinking} of templates: true for think, false for no-think; auto leaves it
 *     undefined, so the template's default applies
 * @param date date that templates use as the current date, as yyyy-mm-dd; fixed, so that prompts do not depend on the day
 */
public record ChatConfig(Source template, Thinking thinking, String date) {
    /** The model's own template with its default settings. */
    public static final ChatConfig OWN = new ChatConfig(Source.OWN, Thinking.AUTO, "2024-07-26");

    /** Chat templates. */
    public enum Source {
        /** The template of the model's folder; if it has none, message contents are concatenated. */
        OWN,
        /** {@code <|im_start|>role ... <|im_end|>}, with Qwen2's system message unless the conversation has its own. */
        CHATML,
        /** {@code <|start_header_id|>role<|end_header_id|> ... <|eot_id|>}. */
        LLAMA_3,
        /** {@code <｜User｜>...<｜Assistant｜><think>}, without the thinking of earlier answers. */
        DEEPSEEK_R1
    }

    /** Thinking mode passed to templates. */
    public enum Thinking {
        AUTO,
        THINK,
        NO_THINK
    }

    public ChatConfig {
        requireNonNull(template, "template");
        requireNonNull(thinking, "thinking");
        OptionRules rules = new OptionRules("chat");
        rules.that(isDate(date), "date", "must be a date such as 2024-07-26, was %s", date);
        rules.done();
    }

    /** The date that templates use as the current date. */
    public LocalDate day() {
        return LocalDate.parse(date);
    }

    private static boolean isDate(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
