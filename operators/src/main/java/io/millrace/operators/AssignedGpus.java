package io.millrace.operators;

import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.RuntimeContext;

/** The GPUs that a cluster has assigned to this TaskManager; Flink shows all of them to each of its slots. */
public final class AssignedGpus {
    /** Name of the resource in Flink's options, {@code external-resource.gpu}. */
    private static final String RESOURCE = "gpu";

    /** Property of Flink's GPU driver. */
    private static final String INDEX = "index";

    private AssignedGpus() {}

    /** Their indexes; empty if the cluster assigns none, as one in a single process. */
    public static List<String> of(RuntimeContext context) {
        return context.getExternalResourceInfos(RESOURCE).stream()
                .map(gpu -> gpu.getProperty(INDEX))
                .flatMap(Optional::stream)
                .sorted()
                .toList();
    }
}
