package io.millrace.jobs.cluster;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.file.SmallFile;
import io.millrace.json.JsonFile;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The supervisor's own process, recorded when it starts. */
final class SupervisorId {
    private static final JsonMapper JSON = JsonMappers.plain();
    private static final String NAME = "supervisor";

    private SupervisorId() {}

    private static Path file(ClusterFolder folder) {
        return folder.root().resolve("supervisor.json");
    }

    static Optional<ClusterProcess> read(ClusterFolder folder) throws IOException {
        return Files.exists(file(folder))
                ? Optional.of(JsonFile.read(file(folder), ClusterProcess.class))
                : Optional.empty();
    }

    /** Records this process. */
    static void write(ClusterFolder folder) throws IOException {
        SmallFile.replace(file(folder), JSON.writeValueAsBytes(ClusterProcess.of(NAME, ProcessHandle.current())));
    }
}
