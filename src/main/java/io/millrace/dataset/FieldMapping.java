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
 * @param source path of the source's name; blank takes {@code data_source}, else the data set's name
 * @param task path of the task's name; blank takes the data set's task
 */
public record FieldMapping(String prompt, List<String> truths, String id, String source, String task) {
    /** Recognises the layouts of verl and of DeepScaleR. */
    public static final FieldMapping AUTOMATIC = new FieldMapping("", List.of(), "", "", "");

    public FieldMapping {
        requireNonNull(prompt, "prompt");
        requireNonNull(id, "id");
        requireNonNull(source, "source");
        requireNonNull(task, "task");
        truths = List.copyOf(truths);
    }
}
