package io.millrace.dataset;

import static java.util.Objects.requireNonNull;

/**
 * Number of records of a source.
 *
 * @param source its name
 * @param file the file's name, or the name of the task that generated the prompts
 * @param records number of records of the file or of generated prompts; those beyond the source's limit are neither kept
 *     nor left out
 */
public record SourceCount(String source, String file, long records) {
    public SourceCount {
        requireNonNull(source, "source");
        requireNonNull(file, "file");
    }
}
