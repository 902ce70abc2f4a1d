package io.millrace.jobs.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.ConfiguredParts;
import io.millrace.channel.ChannelsConfig;
import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.local.Plans;
import io.millrace.jobs.start.ChannelStart;
import io.millrace.kubernetes.Manifest;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.testkit.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contents of the FlinkDeployments: the program's arguments, its configuration, and the stages of the job. */
class KubernetesJobsTest {
    private static final String FILE = "/etc/millrace/millrace.yaml";

    static List<Manifest> deployments() {
        return Manifest.all("FlinkDeployment");
    }

    private static SubmitJob job(Manifest deployment) {
        List<String> arguments = new ArrayList<>();
        deployment.content().at("/spec/job/args").forEach(argument -> arguments.add(argument.asText()));
        return SubmitJob.parse(arguments.toArray(String[]::new));
    }

    private static MillraceConfig config() {
        return ConfigReader.parse(
                Manifest.all("ConfigMap")
                        .get(0)
                        .content()
                        .at("/data")
                        .path("millrace.yaml")
                        .asText(),
                List.of(),
                FILE);
    }

    private static List<JsonNode> mounts(Manifest deployment) {
        return StreamSupport.stream(
                        deployment
                                .content()
                                .at("/spec/podTemplate/spec/containers/0/volumeMounts")
                                .spliterator(),
                        false)
                .toList();
    }

    private static String volume(Manifest deployment, String path) {
        return mounts(deployment).stream()
                .filter(mount -> path.equals(mount.path("mountPath").asText()))
                .map(mount -> mount.path("name").asText())
                .findFirst()
                .orElse("");
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void theArgumentsAreThoseOfTheProgram(Manifest deployment) {
        SubmitJob job = job(deployment);

        assertThat(deployment.text("/spec/job/entryClass")).isEqualTo(SubmitJob.class.getName());
        assertThat(job.file()).isEqualTo(Path.of(FILE));
        assertThat(volume(deployment, FILE.substring(0, FILE.lastIndexOf('/')))).isEqualTo("config");
        assertThat(volume(deployment, "/" + job.out().getName(0))).isEqualTo("runs");
        assertThat(job.resume()).isEqualTo(Resume.AUTO);
        assertThat(deployment.name())
                .endsWith(
                        job.only() == SubmittedKind.ONLINE
                                ? "millrace"
                                : job.only().part().word());
    }

    @Test
    void theConfigurationIsValidAndReachesItsFilesFromEveryPod() {
        MillraceConfig config = config();

        assertThatCode(() -> ChannelStart.checkAddresses(config)).doesNotThrowAnyException();
        assertThatCode(() -> TaskPaths.mustBeAbsolute(config)).doesNotThrowAnyException();
        String models = "/opt/millrace/";
        assertThat(config.policy().path().toString()).startsWith(models);
        assertThat(Repository.path(config.policy().path().toString().substring(models.length())))
                .isDirectory();
        config.channels().kinds().all().forEach(kind -> kind.files().values().stream()
                .filter(file -> !file.isEmpty())
                .forEach(file -> assertThat(deployments()).allMatch(deployment -> !volume(
                                deployment, String.valueOf(Path.of(file).getParent()))
                        .isEmpty())));
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void theEngineComputesOnTheGpuOfItsTaskManager(Manifest deployment) {
        JsonNode settings = deployment.content().at("/spec/flinkConfiguration");

        assertThat(config().policy().device()).isEqualTo("cuda");
        assertThat(settings.path("external-resources").asText()).isEqualTo("gpu");
        assertThat(settings.path("external-resource.gpu.amount").asText()).isEqualTo("1");
        assertThat(settings.path("taskmanager.numberOfTaskSlots").asText()).isEqualTo("1");
    }

    @Test
    void everyTopicOfTheConfigurationIsAResource() {
        MillraceConfig config = config();
        ChannelsConfig channels = config.channels();
        List<String> topics = new ArrayList<>(channels.addresses().values());
        topics.removeIf(String::isEmpty); // Acknowledgements are those of an outside learner.
        topics.add(config.data().stream().from());

        assertThat(Manifest.all("KafkaTopic"))
                .extracting(topic -> "kafka:" + topic.name())
                .containsExactlyInAnyOrderElementsOf(topics);
    }

    /** The stages of a job by their id in Flink, as its operators name them. */
    private static Map<String, String> stages(SubmittedKind kind, Path temp) {
        MillraceConfig config = config();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(new Configuration());
        RunFolder folder = new RunFolder(temp);
        kind.build(
                env,
                ConfiguredParts.of(config, Repository.path("deploy/models/digits")),
                Plans.of(config, folder, FaultPlan.NONE));
        Map<String, String> stages = new LinkedHashMap<>();
        env.getStreamGraph()
                .getJobGraph()
                .getVertices()
                .forEach(vertex -> stages.put(vertex.getID().toString(), vertex.getName()));
        return stages;
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void theAutoscalerScalesOnlyStagesThatMayScale(Manifest deployment, @TempDir Path temp) {
        JsonNode settings = deployment.content().at("/spec/flinkConfiguration");
        if (!settings.path("job.autoscaler.enabled").asBoolean()) {
            return;
        }
        Map<String, String> stages = stages(job(deployment).only(), temp);
        List<String> excluded = List.of(
                settings.path("job.autoscaler.vertex.exclude.ids").asText().split(";"));

        assertThat(stages.keySet()).as(stages.toString()).containsAll(excluded);
        assertThat(stages.entrySet().stream()
                        .filter(stage -> !excluded.contains(stage.getKey()))
                        .map(stage -> stage.getValue().replaceAll(" .*", "")))
                .as(stages.toString())
                .containsExactly("remember");
    }
}
