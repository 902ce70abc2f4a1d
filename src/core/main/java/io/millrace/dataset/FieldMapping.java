package io.millrace.dataset;

import static java.util.Objects.requireNonNull;

import io.millrace.plugin.Default;
import java.util.List;

/**
 * Paths of a prompt's parts in a record of a file. Nested names are joined by dots: {@code reward_model.ground_truth}.
 *
 * @param prompt path of the prompt: a text, or a list of chat turns with role and content; blank takes the first present of
 *     {@code prompt}, {@code problem}, {@code question}, {@code messages}, {@code conversations}
 * @param truths paths of accepted answers, each a text, a number or a list of alternatives; all of them must be present; an empty
 *     list takes the first present of {@code reward_model.ground_truth}, {@code answer}, {@code ground_truth},
 *     {@code expected_answer}, {@code final_answer}, or the answer in {@code solution}, or no truth
 * @param id path of the query id; blank takes a hash of the prompt
 * @param source path of the source's name; blank takes the name in {@code sources}, or else {@code data_source}, or else the file's
 *     name
 * @param task path of the task's name; blank takes the data set's task
 * @param difficulty path of the difficulty, a number; blank takes {@code difficulty} where that is a number
 * @param lastTurn handling of an assistant's answer at the end of a conversation: truth removes it and compares responses with it,
 *     drop removes it, keep lets the policy continue after it; auto is truth for a record without another truth, and leaves out
 *     other records that end with such an answer
 * @param literal whether prompts and truths are taken literally: JSON in a text is not parsed, and no answer is extracted from a
 *     solution
 */
public record FieldMapping(
        @Default("") String prompt,
        @Default("[]") List<String> truths,
        @Default("") String id,
        @Default("") String source,
        @Default("") String task,
        @Default("") String difficulty,
        @Default("auto") LastTurn lastTurn,
        @Default("false") boolean literal) {
    /** Treatment of an answer at the end of a conversation. */
    public enum LastTurn {
        AUTO,
        TRUTH,
        DROP,
        KEEP
    }

    /** Recognises the layouts of verl, DeepScaleR, GSM8K, MATH and of chat files. */
    public static final FieldMapping AUTOMATIC = new FieldMapping("", List.of(), "", "", "", "");

    public FieldMapping {
        requireNonNull(prompt, "prompt");
        requireNonNull(id, "id");
        requireNonNull(source, "source");
        requireNonNull(task, "task");
        requireNonNull(difficulty, "difficulty");
        requireNonNull(lastTurn, "lastTurn");
        truths = List.copyOf(truths);
    }

    /** Fields with the default interpretation of their values. */
    public FieldMapping(String prompt, List<String> truths, String id, String source, String task, String difficulty) {
        this(prompt, truths, id, source, task, difficulty, LastTurn.AUTO, false);
    }
}
