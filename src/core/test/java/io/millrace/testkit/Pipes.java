package io.millrace.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Named pipes: opening one for reading blocks until another process writes to it. */
public final class Pipes {
    private static final Path MAKER = Path.of("/usr/bin/mkfifo");

    private Pipes() {}

    /** Creates a pipe; the test is skipped if the system has none. */
    public static Path make(Path place) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(MAKER), "there is no mkfifo on this machine");
        new ProcessBuilder(MAKER.toString(), place.toString()).start().waitFor();
        return place;
    }
}
