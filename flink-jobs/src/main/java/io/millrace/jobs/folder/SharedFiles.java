package io.millrace.jobs.folder;

import io.millrace.jobs.folder.RestorePointFiles.FileState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The states of files shared by the checkpoints of a job: Flink names them with UUIDs and never changes one, so each is
 * read only once. Not thread-safe.
 */
public final class SharedFiles {
    private final Map<String, FileState> known = new LinkedHashMap<>();

    /** The state of a file. */
    FileState state(String name, Path file) throws IOException {
        FileState state = known.get(name);
        if (state == null) {
            state = FileState.of(file);
            known.put(name, state);
        }
        return state;
    }

    /** Drops all states except these. */
    void retain(List<String> names) {
        known.keySet().retainAll(names);
    }
}
