package io.millrace.jobs.cluster;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.file.SmallFile;
import io.millrace.jobs.console.RefusedException;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the configuration of a cluster's processes: the user's settings, and addresses and sizes from the plan. */
final class FlinkConfiguration {
    /** Name that Flink requires. */
    private static final String FILE = "config.yaml";

    private static final JsonMapper JSON = JsonMappers.plain();

    private FlinkConfiguration() {}

    /**
     * Writes it into the cluster's folder.
     *
     * @param settings YAML file with Flink's options, nested or with dots
     * @throws RefusedException if it is not readable
     */
    static void write(Path settings, ClusterPlan plan, ClusterFolder folder) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        flatten("", read(settings), all);
        all.putAll(ours(plan, folder));
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
