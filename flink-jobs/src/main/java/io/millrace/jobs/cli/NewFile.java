package io.millrace.jobs.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a command writes: never over another. */
final class NewFile {
    private NewFile() {}

    /**
     * Refuses a file that exists.
     *
     * @param option that names it
     */
    static void check(String option, Path file) {
        if (Files.exists(file)) {
            throw new UsageException("%s: must not exist, was %s: remove it or name another".formatted(option, file));
        }
    }
}
