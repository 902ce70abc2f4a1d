package io.millrace.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a command writes; it never overwrites another one. */
final class NewFile {
    private NewFile() {}

    /**
     * Fails if the file exists.
     *
     * @param option the option that names the file
     */
    static void check(String option, Path file) {
        if (Files.exists(file)) {
            throw new UsageException("%s: must not exist, was %s: remove it or choose another".formatted(option, file));
        }
    }

    /** Writes a file. */
    @FunctionalInterface
    interface Body {
        void write(Path draft) throws IOException;
    }

    /**
     * Writes a temporary file in the same folder, then renames it: the file appears whole or not at all, and leftovers
     * of a crash do no harm.
     */
    static void write(Path file, Body body) throws IOException {
        Path draft = file.toAbsolutePath().resolveSibling("." + file.getFileName() + ".tmp");
        Files.deleteIfExists(draft);
        try {
            body.write(draft);
            Files.move(draft, file.toAbsolutePath());
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
