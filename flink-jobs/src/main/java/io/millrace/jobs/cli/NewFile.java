package io.millrace.jobs.cli;

import java.io.IOException;
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

    /** Writes a file. */
    @FunctionalInterface
    interface Body {
        void write(Path draft) throws IOException;
    }

    /**
     * Writes a file under another name beside its place, then renames it: it appears whole or not at all, and what a crash leaves behind
     * is in nobody's way.
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
