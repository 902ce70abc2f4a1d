package io.millrace.jobs.cluster;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.check.Require;
import io.millrace.file.SmallFile;
import io.millrace.jobs.console.RefusedException;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Writes the configuration of a cluster's processes: the user's settings, and addresses and sizes from the plan. */
final class FlinkConfiguration {
    /** Ports for the JobManager and the TaskManagers on one machine. */
    private static final int PROMETHEUS_PORTS = 64;

    private static final String REPORTER = "metrics.reporter.prom";
    private static final String FACTORY = "org.apache.flink.metrics.prometheus.PrometheusReporterFactory";

    /** Name that Flink requires. */
    private static final String FILE = "config.yaml";

    private static final JsonMapper JSON = JsonMappers.plain();

    private FlinkConfiguration() {}

    /**
     * Writes it into the cluster's folder.
     *
     * @param settings YAML file with Flink's options, nested or with dots
     * @param prometheus first port of the endpoints for Prometheus, if there should be any
     * @throws RefusedException if it is not readable
     */
    static void write(Path settings, ClusterPlan plan, ClusterFolder folder, OptionalInt prometheus)
            throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        flatten("", read(settings), all);
        all.putAll(ours(plan, folder));
        prometheus.ifPresent(port -> addReporter(port, all));
        StringBuilder yaml = new StringBuilder();
        for (Map.Entry<String, Object> option : all.entrySet()) {
            yaml.append(option.getKey()).append(": ");
            yaml.append(JSON.writeValueAsString(option.getValue())).append('\n');
        }
        Files.createDirectories(folder.configuration());
        SmallFile.replace(folder.configuration().resolve(FILE), yaml.toString());
    }

    private static Map<String, Object> read(Path settings) {
        try {
            Map<String, Object> read = JsonMappers.yaml()
                    .build()
                    .readValue(settings.toFile(), new TypeReference<Map<String, Object>>() {});
            return read == null ? Map.of() : read;
        } catch (IOException e) {
            throw new RefusedException(
                    "cluster: %s must be a readable YAML file with Flink's options: %s".formatted(settings, e), e);
        }
    }

    private static void flatten(String prefix, Map<?, ?> options, Map<String, Object> into) {
        options.forEach((key, value) -> {
            String name = prefix + key;
            if (value instanceof Map<?, ?> nested) {
                flatten(name + ".", nested, into);
            } else {
                into.put(name, value);
            }
        });
    }

    /** Each process takes the first free port. */
    private static void addReporter(int port, Map<String, Object> options) {
        Require.that(
                port >= 1 && port + PROMETHEUS_PORTS <= 65_536,
                "cluster: --prometheus must be in 1..%d, was %d",
                65_536 - PROMETHEUS_PORTS,
                port);
        options.put(REPORTER + ".factory.class", FACTORY);
        options.put(REPORTER + ".port", "%d-%d".formatted(port, port + PROMETHEUS_PORTS - 1));
        options.computeIfPresent("metrics.reporters", (key, listed) -> listed + ",prom");
    }

    /** Settings that a cluster on one machine needs; they take precedence. */
    private static Map<String, Object> ours(ClusterPlan plan, ClusterFolder folder) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("jobmanager.rpc.address", ClusterPlan.HOST);
        options.put("jobmanager.rpc.port", plan.rpcPort());
        options.put("jobmanager.bind-host", ClusterPlan.HOST);
        options.put("rest.address", ClusterPlan.HOST);
        options.put("rest.bind-address", ClusterPlan.HOST);
        options.put("rest.port", plan.restPort());
        options.put("rest.bind-port", String.valueOf(plan.restPort()));
        options.put("taskmanager.host", ClusterPlan.HOST);
        options.put("taskmanager.bind-host", ClusterPlan.HOST);
        options.put("taskmanager.numberOfTaskSlots", plan.slots());
        options.put("io.tmp.dirs", folder.temporary("flink").toString());
        // The web page must not accept programs: submitting needs access to the run's files anyway.
        options.put("web.submit.enable", false);
        return options;
    }
}
