package io.millrace.dataset;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;

/**
 * Origin of a prompt of a data set.
 *
 * @param source name of its source
 * @param file the file's name, or the name of the task that generated it
 * @param position in the file, counted as {@link RejectedRecord#position}
 * @param difficulty in the unit of the file; empty if it has none
 */
public record PromptOrigin(String source, String file, long position, OptionalDouble difficulty) {
    public PromptOrigin {
        requireNonNull(source, "source");
        requireNonNull(file, "file");
        requireNonNull(difficulty, "difficulty");
    }

    /** The place, such as {@code math.json:17}. */
    public String place() {
        return file + ":" + position;
    }
}
