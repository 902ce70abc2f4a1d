package io.millrace.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.jobs.console.RefusedException;
import io.millrace.testkit.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkConfigurationTest {
    private static final ClusterPlan PLAN = new ClusterPlan(2, 3, 8099, 6123, List.of(), List.of(), List.of());

    @TempDir
    Path temp;

    private Configuration written(Path settings) throws IOException {
        return written(settings, OptionalInt.empty());
    }

    private Configuration written(Path settings, OptionalInt prometheus) throws IOException {
        ClusterFolder folder = new ClusterFolder(temp.resolve("cluster"));
        FlinkConfiguration.write(settings, PLAN, folder, prometheus);
        return GlobalConfiguration.loadConfiguration(folder.configuration().toString());
    }

    private Path settings(String yaml) throws IOException {
        return Files.writeString(temp.resolve("flink.yaml"), yaml);
    }

    @Test
    void flinkReadsTheUsersSettingsNestedOrWithDots() throws IOException {
        Configuration read = written(
                settings("taskmanager: {memory: {managed: {size: 300m}}}\ntaskmanager.memory.task.heap.size: 200m\n"));

        assertThat(read.get(TaskManagerOptions.MANAGED_MEMORY_SIZE)).isEqualTo(MemorySize.parse("300m"));
        assertThat(read.get(TaskManagerOptions.TASK_HEAP_MEMORY)).isEqualTo(MemorySize.parse("200m"));
        assertThat(read.get(TaskManagerOptions.NUM_TASK_SLOTS)).isEqualTo(3);
    }

    @Test
    void everySocketIsBoundToLoopbackWhateverTheUserSets() throws IOException {
        Configuration read = written(
                settings("rest: {bind-address: 0.0.0.0}\njobmanager.bind-host: 0.0.0.0\nweb.submit.enable: true\n"));

        assertThat(read.get(RestOptions.BIND_ADDRESS)).isEqualTo("127.0.0.1");
        assertThat(read.get(RestOptions.PORT)).isEqualTo(8099);
        assertThat(read.get(JobManagerOptions.BIND_HOST)).isEqualTo("127.0.0.1");
        assertThat(read.get(JobManagerOptions.ADDRESS)).isEqualTo("127.0.0.1");
        assertThat(read.get(TaskManagerOptions.BIND_HOST)).isEqualTo("127.0.0.1");
        assertThat(read.get(TaskManagerOptions.HOST)).isEqualTo("127.0.0.1");
        assertThat(read.get(WebOptions.SUBMIT_ENABLE)).isFalse();
    }

    @Test
    void metricsAreServedForPrometheusOnlyIfRequested() throws IOException {
        Path settings = settings("metrics.reporters: statsd\nmetrics.reporter.statsd.factory.class: a.B\n");
        assertThat(written(settings).toMap()).doesNotContainKey("metrics.reporter.prom.port");

        assertThat(written(settings, OptionalInt.of(9249)).toMap())
                .containsEntry("metrics.reporter.prom.port", "9249-9312")
                .containsEntry(
                        "metrics.reporter.prom.factory.class",
                        "org.apache.flink.metrics.prometheus.PrometheusReporterFactory")
                .containsEntry("metrics.reporters", "statsd,prom");
        assertThat(ServiceLoader.load(MetricReporterFactory.class).stream())
                .as("what a cluster's processes have on their class path")
                .anyMatch(factory -> factory.type().getSimpleName().equals("PrometheusReporterFactory"));
        assertThat(written(settings("{}"), OptionalInt.of(9249)).toMap()).doesNotContainKey("metrics.reporters");
        assertThatThrownBy(() -> written(settings, OptionalInt.of(65_535)))
                .hasMessage("cluster: --prometheus must be in 1..65472, was 65535");
    }

    @Test
    void theShippedSettingsAreReadable() throws IOException {
        Configuration read = written(Repository.path("deploy/flink/config.yaml"));

        assertThat(read.get(TaskManagerOptions.MANAGED_MEMORY_SIZE)).isEqualTo(MemorySize.parse("256m"));
    }

    @Test
    void anUnreadableFileIsRefusedByName() throws IOException {
        Path broken = settings("a: [");

        assertThatThrownBy(() -> written(broken))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(
                        "cluster: %s must be a readable YAML file with Flink's options: ".formatted(broken));
        assertThatThrownBy(() -> written(temp.resolve("missing.yaml")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("missing.yaml must be a readable YAML file");
    }

    @Test
    void aClusterWithoutTaskManagersIsRefused() {
        assertThatThrownBy(() -> PLAN.withTaskManagers(0))
                .hasMessage("cluster: --task-managers must be in 1..1000, was 0");
    }
}
