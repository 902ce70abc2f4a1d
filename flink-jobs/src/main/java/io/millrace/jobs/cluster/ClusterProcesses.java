package io.millrace.jobs.cluster;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.file.SmallFile;
import io.millrace.json.JsonFile;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The processes that the supervisor of a cluster started last. A new supervisor uses the list to find those that it can
 * keep.
 *
 * @param list the processes
 * @param restarts number of processes started to replace one that had died
 */
record ClusterProcesses(List<ClusterProcess> list, int restarts) {
    static final ClusterProcesses NONE = new ClusterProcesses(List.of(), 0);

    private static final JsonMapper JSON = JsonMappers.plain();

    ClusterProcesses {
        list = List.copyOf(list);
    }

    static ClusterProcesses read(ClusterFolder folder) throws IOException {
        return Files.exists(folder.processes()) ? JsonFile.read(folder.processes(), ClusterProcesses.class) : NONE;
    }

    void write(ClusterFolder folder) throws IOException {
        SmallFile.replace(folder.processes(), JSON.writeValueAsBytes(this));
    }

    Optional<ClusterProcess> named(String name) {
        return list.stream().filter(process -> process.name().equals(name)).findFirst();
    }

    ClusterProcesses with(ClusterProcess process) {
        List<ClusterProcess> all = new ArrayList<>(without(process.name()).list());
        all.add(process);
        boolean again = named(process.name()).isPresent();
        return new ClusterProcesses(all, again ? restarts + 1 : restarts);
    }

    ClusterProcesses without(String name) {
        return new ClusterProcesses(
                list.stream().filter(process -> !process.name().equals(name)).toList(), restarts);
    }

    /** Ends all of them, TaskManagers first. */
    void end() {
        List<ClusterProcess> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        reversed.forEach(ClusterProcess::end);
    }
}
