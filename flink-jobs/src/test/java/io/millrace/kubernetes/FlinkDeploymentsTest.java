package io.millrace.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The FlinkDeployments fit Flink, each other and the resources that they refer to. */
class FlinkDeploymentsTest {
    /** Secrets that others create: Strimzi for the user and its certificate authority, an administrator for the object store. */
    private static final Set<String> SECRETS = Set.of("millrace", "kafka-cluster-ca-cert", "millrace-object-store");

    private static final FlinkOptions OPTIONS = new FlinkOptions();

    static List<Manifest> deployments() {
        return Manifest.all("FlinkDeployment");
    }

    private static Map<String, String> settings(Manifest deployment) {
        Map<String, String> settings = new LinkedHashMap<>();
        deployment
                .content()
                .at("/spec/flinkConfiguration")
                .properties()
                .forEach(option ->
                        settings.put(option.getKey(), option.getValue().asText()));
        return settings;
    }

    private static JsonNode pod(Manifest deployment) {
        return deployment.content().at("/spec/podTemplate/spec");
    }

    private static JsonNode container(Manifest deployment) {
        assertThat(pod(deployment).path("containers")).hasSize(1);
        return pod(deployment).at("/containers/0");
    }

    private static Set<String> names(String kind) {
        return Manifest.all(kind).stream().map(Manifest::name).collect(Collectors.toSet());
    }

    @Test
    void theLoopIsDeployedAsOneJobAndAsTwoHalves() {
        assertThat(deployments())
                .extracting(Manifest::name)
                .containsExactlyInAnyOrder("millrace", "millrace-rollout", "millrace-learner");
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void flinkKnowsEveryOption(Manifest deployment) {
        assertThat(OPTIONS.faults(settings(deployment))).isEmpty();
    }

    @Test
    void typosInOptionsAreFound() {
        assertThat(OPTIONS.faults(Map.of("high-availability.typ", "kubernetes")))
                .hasSize(1);
        assertThat(OPTIONS.faults(Map.of("job.autoscaler.utilisation.target", "0.7")))
                .hasSize(1);
        assertThat(OPTIONS.faults(Map.of("job.autoscaler.metrics.window", "15 minits")))
                .hasSize(1);
        assertThat(OPTIONS.faults(Map.of("kubernetes.operator.periodic.savepoint", "6 h")))
                .hasSize(1);
        assertThat(OPTIONS.faults(Map.of("taskmanager.numberOfTaskSlots", "one")))
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void theMemoryOfATaskManagerAddsUp(Manifest deployment) {
        Configuration configuration = Configuration.fromMap(settings(deployment));
        configuration.set(
                TaskManagerOptions.TOTAL_PROCESS_MEMORY,
                MemorySize.parse(deployment.text("/spec/taskManager/resource/memory")));

        assertThatCode(() -> TaskExecutorProcessUtils.processSpecFromConfig(configuration))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void checkpointsSurviveTheCluster(Manifest deployment) {
        Map<String, String> settings = settings(deployment);

        assertThat(settings).containsEntry("high-availability.type", "kubernetes");
        assertThat(List.of(
                        settings.get("high-availability.storageDir"),
                        settings.get("execution.checkpointing.dir"),
                        settings.get("execution.checkpointing.savepoint-dir")))
                .allMatch(folder -> folder.startsWith("s3://millrace/" + deployment.name() + "/"));
        assertThat(deployment.text("/spec/job/upgradeMode")).isEqualTo("savepoint");
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void podsRunWithoutPrivileges(Manifest deployment) {
        JsonNode security = container(deployment).path("securityContext");

        assertThat(pod(deployment).at("/securityContext/runAsNonRoot").asBoolean())
                .isTrue();
        assertThat(pod(deployment).at("/securityContext/seccompProfile/type").asText())
                .isEqualTo("RuntimeDefault");
        assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void everyReferenceHasATarget(Manifest deployment) {
        assertThat(names("ServiceAccount")).contains(deployment.text("/spec/serviceAccount"));
        Set<String> mounted =
                Set.copyOf(container(deployment).path("volumeMounts").findValuesAsText("name"));
        for (JsonNode volume : pod(deployment).path("volumes")) {
            assertThat(mounted).contains(volume.path("name").asText());
            if (volume.has("persistentVolumeClaim")) {
                assertThat(names("PersistentVolumeClaim"))
                        .contains(volume.at("/persistentVolumeClaim/claimName").asText());
            } else if (volume.has("configMap")) {
                assertThat(names("ConfigMap"))
                        .contains(volume.at("/configMap/name").asText());
            } else if (volume.has("secret")) {
                assertThat(SECRETS).contains(volume.at("/secret/secretName").asText());
            }
        }
        assertThat(pod(deployment).path("volumes").findValuesAsText("name")).containsAll(mounted);
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void secretsAreReferences(Manifest deployment) {
        for (JsonNode variable : container(deployment).path("env")) {
            assertThat(variable.has("value")).as(variable.toString()).isFalse();
            assertThat(SECRETS)
                    .contains(variable.at("/valueFrom/secretKeyRef/name").asText());
        }
        assertThat(settings(deployment).keySet()).noneMatch(key -> key.matches("s3\\.(access|secret).key"));
        assertThat(Manifest.all("Secret")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void networkPoliciesAndMonitorsSelectTheirPods(Manifest deployment) {
        String part = "app.kubernetes.io/part-of";
        String label = deployment
                .content()
                .at("/spec/podTemplate/metadata/labels")
                .path(part)
                .asText();

        assertThat(Manifest.all("NetworkPolicy")).isNotEmpty().allMatch(policy -> policy.content()
                .at("/spec/podSelector/matchLabels")
                .path(part)
                .asText()
                .equals(label));
        Manifest monitor = Manifest.all("PodMonitor").get(0);
        assertThat(monitor.content().at("/spec/selector/matchLabels").path(part).asText())
                .isEqualTo(label);
        assertThat(container(deployment).at("/ports/0/name").asText())
                .isEqualTo(monitor.text("/spec/podMetricsEndpoints/0/port"));
        assertThat(settings(deployment))
                .containsEntry(
                        "metrics.reporter.prom.port",
                        container(deployment).at("/ports/0/containerPort").asText());
    }

    @Test
    void everythingIsInOneNamespace() {
        assertThat(Manifest.all().stream()
                        .filter(manifest ->
                                !Set.of("Namespace", "Kustomization").contains(manifest.kind()))
                        .map(manifest -> manifest.text("/metadata/namespace")))
                .allMatch(names("Namespace")::contains);
    }
}
