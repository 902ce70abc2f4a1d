package io.millrace.token;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/**
 * How conversations become prompts.
 *
 * @param template the chat template: the one of the model's folder, or one that Millrace knows, for models whose folder has none
 *     or one that cannot be read
 * @param thinking whether templates that can be told so ({@code enable_thinking}) open the thinking, or close it before it begins;
 *     auto leaves it to them
 * @param date what templates take for today, as year-month-day: a prompt must be the same on any day
 */
public record ChatConfig(Source template, Thinking thinking, String date) {
    /** The model's own template, told nothing. */
    public static final ChatConfig OWN = new ChatConfig(Source.OWN, Thinking.AUTO, "2024-07-26");

    /** Chat templates. */
    public enum Source {
        /** That of the model's folder; contents are joined if it has none. */
        OWN,
        /** {@code <|im_start|>role ... <|im_end|>}, with the system message of Qwen2 unless there is one. */
        CHATML,
        /** {@code <|start_header_id|>role<|end_header_id|> ... <|eot_id|>}. */
        LLAMA_3,
        /** {@code <｜User｜>...<｜Assistant｜><think>}, earlier answers without their thinking. */
        DEEPSEEK_R1
    }

    /** What templates are told of thinking. */
    public enum Thinking {
        AUTO,
        THINK,
        NO_THINK
    }

    public ChatConfig {
        requireNonNull(template, "template");
        requireNonNull(thinking, "thinking");
        OptionRules rules = new OptionRules("chat");
        rules.that(isDate(date), "date", "must be a day such as 2024-07-26, was %s", date);
        rules.done();
    }

    /** What templates take for today. */
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
