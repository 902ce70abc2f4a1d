package io.millrace.jobs.cluster;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.check.Require;
import io.millrace.file.SmallFile;
import io.millrace.jobs.console.RefusedException;
import io.millrace.json.JsonFile;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;

/**
 * The requested size and the addresses of a cluster. The supervisor follows changes of the number of TaskManagers.
 *
 * @param taskManagers number of TaskManagers, at least 1
 * @param slots task slots of each TaskManager, at least 1
 * @param restPort port of the REST endpoint and the web page, on the loopback address
 * @param rpcPort port of the JobManager's RPC endpoint, on the loopback address
 * @param jobManagerOptions JVM options of the JobManager
 * @param taskManagerOptions JVM options of a TaskManager
 * @param taskManagerArguments arguments of a TaskManager, with the sizes of its memory components
 */
public record ClusterPlan(
        int taskManagers,
        int slots,
        int restPort,
        int rpcPort,
        List<String> jobManagerOptions,
        List<String> taskManagerOptions,
        List<String> taskManagerArguments) {
    /** The address that every socket of the cluster is bound to. */
    public static final String HOST = "127.0.0.1";

    /** Maximum number of TaskManagers on one machine. */
    private static final int MOST = 1000;

    private static final JsonMapper JSON = JsonMappers.plain();

    public ClusterPlan {
        Require.that(
                taskManagers >= 1 && taskManagers <= MOST,
                "cluster: --task-managers must be in 1..%d, was %d",
                MOST,
                taskManagers);
        Require.that(slots >= 1 && slots <= MOST, "cluster: --slots must be in 1..%d, was %d", MOST, slots);
        jobManagerOptions = List.copyOf(requireNonNull(jobManagerOptions, "jobManagerOptions"));
        taskManagerOptions = List.copyOf(requireNonNull(taskManagerOptions, "taskManagerOptions"));
        taskManagerArguments = List.copyOf(requireNonNull(taskManagerArguments, "taskManagerArguments"));
    }

    /**
     * A plan with free ports, whose JVM options are still unknown.
     *
     * @param restPort preferred port of the REST endpoint; another one is chosen if it is taken
     */
    static ClusterPlan of(int taskManagers, int slots, int restPort) throws IOException {
        return new ClusterPlan(taskManagers, slots, freePort(restPort), freePort(0), List.of(), List.of(), List.of());
    }

    ClusterPlan with(List<String> jobManager, List<String> taskManager, List<String> arguments) {
        return new ClusterPlan(taskManagers, slots, restPort, rpcPort, jobManager, taskManager, arguments);
    }

    ClusterPlan withTaskManagers(int count) {
        return new ClusterPlan(
                count, slots, restPort, rpcPort, jobManagerOptions, taskManagerOptions, taskManagerArguments);
    }

    /** The REST endpoint, which is also the web page. */
    public URI rest() {
        return URI.create("http://%s:%d".formatted(HOST, restPort));
    }

    /** @throws RefusedException if there is no cluster in the folder */
    static ClusterPlan read(ClusterFolder folder) throws IOException {
        if (!Files.exists(folder.plan())) {
            throw new RefusedException(
                    "cluster %s: is not the folder of a cluster: start one with:".formatted(folder.root())
                            + " millrace cluster start");
        }
        return JsonFile.read(folder.plan(), ClusterPlan.class);
    }

    void write(ClusterFolder folder) throws IOException {
        SmallFile.replace(folder.plan(), JSON.writeValueAsBytes(this));
    }

    private static int freePort(int preferred) throws IOException {
        InetAddress loopback = InetAddress.getByName(HOST);
        if (preferred > 0) {
            try (ServerSocket socket = new ServerSocket(preferred, 1, loopback)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // The port is taken; any free one will do.
            }
        }
        try (ServerSocket socket = new ServerSocket(0, 1, loopback)) {
            return socket.getLocalPort();
        }
    }
}
