package io.millrace.jobs.cluster;

import io.millrace.jobs.console.RunException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Derives JVM options and memory sizes of JobManager and TaskManagers from Flink's configuration, using the program
 * that Flink's own start scripts use.
 */
final class FlinkMemory {
    private static final String PROGRAM = "org.apache.flink.runtime.util.bash.BashJavaUtils";
    private static final String RESULT = "BASH_JAVA_UTILS_EXEC_RESULT:";
    private static final long LIMIT_SECONDS = 120;

    private FlinkMemory() {}

    /**
     * Completes a plan.
     *
     * @throws RunException with Flink's explanation if the configuration is invalid
     */
    static ClusterPlan complete(ClusterPlan plan, ClusterFolder folder) throws IOException, InterruptedException {
        List<String> jobManager = run("GET_JM_RESOURCE_PARAMS", folder);
        List<String> taskManager = run("GET_TM_RESOURCE_PARAMS", folder);
        return plan.with(
                words(jobManager.get(0)),
                words(taskManager.get(0)),
                taskManager.size() > 1 ? words(taskManager.get(1)) : List.of());
    }

    private static List<String> words(String line) {
        return line.isBlank() ? List.of() : List.of(line.strip().split("\\s+"));
    }

    private static List<String> run(String command, ClusterFolder folder) throws IOException, InterruptedException {
        Process process = JavaProcess.of(
                        List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                        PROGRAM,
                        List.of(command, "--configDir", folder.configuration().toString()))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new RunException(
                    "cluster %s: Flink rejects its configuration: %s".formatted(folder.root(), output.strip()));
        }
        List<String> results = new ArrayList<>();
        output.lines()
                .filter(line -> line.startsWith(RESULT))
                .forEach(line -> results.add(line.substring(RESULT.length())));
        if (results.isEmpty()) {
            throw new RunException("cluster %s: Flink's %s must print the memory sizes, printed: %s"
                    .formatted(folder.root(), command, output.strip()));
        }
        return results;
    }
}
