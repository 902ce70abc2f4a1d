package io.millrace.dataset;

import static java.util.Objects.requireNonNull;

/**
 * How much a source has.
 *
 * @param source its name
 * @param file the file's name, or the name of the task that made the prompts up
 * @param records of the file, or prompts made up; those beyond the source's limit are neither kept nor left out
 */
public record SourceCount(String source, String file, long records) {
    public SourceCount {
        requireNonNull(source, "source");
        requireNonNull(file, "file");
    }
}
