package io.millrace.testkit.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders with weights of {@link LogitEngine}. */
public final class Weights {
    private Weights() {}

    /** Writes a folder below another; different numbers are different policies. */
    public static Path write(Path root, long number) {
        try {
            Path folder = Files.createDirectories(root.resolve("weights-" + number));
            Files.writeString(folder.resolve("weights"), number + " 0");
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
