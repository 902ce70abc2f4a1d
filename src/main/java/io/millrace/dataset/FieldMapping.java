package io.millrace.dataset;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Where a record of a file holds what a prompt needs. Names inside names are joined by dots: {@code reward_model.ground_truth}.
 *
 * @param prompt path of the prompt: a text, or a list of chat turns with role and content; blank takes the first present of
 *     {@code prompt}, {@code problem}, {@code question}
 * @param truths paths of accepted answers, each a text, a number or a list of alternatives; all of them must be present;
 *     none takes the first present of {@code reward_model.ground_truth}, {@code answer}, {@code ground_truth}, or no truth
 * @param id path of the query id; blank takes a hash of the prompt
 * @param source path of the source's name; blank takes the name in {@code sources}, or else {@code data_source}, or else the file's
 *     name
 * @param task path of the task's name; blank takes the data set's task
 * @param difficulty path of the difficulty, a number; blank takes {@code difficulty} where that is a number
 */
public record FieldMapping(
        String prompt, List<String> truths, String id, String source, String task, String difficulty) {
    /** Recognises the layouts of verl and of DeepScaleR. */
    public static final FieldMapping AUTOMATIC = new FieldMapping("", List.of(), "", "", "", "");

    public FieldMapping {
        requireNonNull(prompt, "prompt");
        requireNonNull(id, "id");
        requireNonNull(source, "source");
        requireNonNull(task, "task");
        requireNonNull(difficulty, "difficulty");
        truths = List.copyOf(truths);
    }
}
