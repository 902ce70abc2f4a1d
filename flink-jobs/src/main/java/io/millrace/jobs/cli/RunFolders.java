package io.millrace.jobs.cli;

import io.millrace.jobs.folder.RunFolder;
import java.io.IOException;
import java.nio.file.Path;

/** Picks a run folder if the user named none; runs never overwrite each other. */
final class RunFolders {
    private RunFolders() {}

    /** The first of {@code base, base-2, base-3, ...} that is free, or, to resume, the last one in use. */
    static RunFolder choose(Path base, boolean resume) throws IOException {
        RunFolder current = new RunFolder(base);
        for (int number = 2; ; number++) {
            RunFolder next = new RunFolder(base.resolveSibling(base.getFileName() + "-" + number));
            boolean found = resume ? !next.used() : !current.used() && !current.inUse();
            if (found) {
                return current;
            }
            current = next;
        }
    }
}
