package io.millrace.dataset;

import static java.util.Objects.requireNonNull;

import io.millrace.Require;

/**
 * Where prompts come from: a file, or a built-in task that makes them up.
 *
 * @param task grades the responses; without a path it makes the prompts too
 * @param path file with prompts; blank makes them up
 * @param format of the file
 * @param fields where a record of the file holds what
 * @param prompts number of prompts at most: the first of the file, or as many made up; 0 takes all there are
 * @param seed decides which prompts are made up, and their order
 */
public record DatasetConfig(
        String task, String path, DatasetFormat format, FieldMapping fields, int prompts, long seed) {
    public DatasetConfig {
        requireNonNull(task, "task");
        requireNonNull(path, "path");
        requireNonNull(format, "format");
        requireNonNull(fields, "fields");
        Require.that(!task.isBlank(), "data: task must not be blank");
        Require.that(prompts >= 0, "data: prompts must be >= 0, was %d", prompts);
    }
}
