package io.millrace.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field of every manifest is one that its resource has. */
class ManifestsTest {
    private static final StrictFields STRICT = new StrictFields();

    static List<Manifest> all() {
        return Manifest.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyFieldIsKnown(Manifest manifest) {
        assertThat(STRICT.faults(manifest)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "one-job/flinkdeployment.yaml | upgradeMode: | upgradMode:",
                "one-job/flinkdeployment.yaml | upgradeMode: savepoint | upgradeMode: savepoints",
                "one-job/flinkdeployment.yaml | readOnlyRootFilesystem: | readOnlyRootFileSystem:",
                "one-job/flinkdeployment.yaml | tolerations: | toleration:",
                "one-job/flinkdeployment.yaml | replicas: 1 | replicas: one",
                "one-job/flinkdeployment.yaml | flinkVersion: v2_3 | flinkVersion: v2_4",
                "split/learner.yaml | secretKeyRef: | secretRef:",
                "split/rollout.yaml | namespace: millrace | nameSpace: millrace",
                "base/namespace.yaml | labels: | label:",
                "base/storage.yaml | accessModes: | accessMode:",
                "base/service-account.yaml | apiGroups: [apps] | apiGroup: [apps]",
                "base/service-account.yaml | roleRef: | roleReference:",
                "base/network-policies.yaml | podSelector: | podSelectors:",
                "base/network-policies.yaml | protocol: UDP | protocoll: UDP",
                "base/monitoring.yaml | podMetricsEndpoints: | podMetricEndpoints:",
                "base/monitoring.yaml | interval: 15s | intervall: 15s",
                "base/config.yaml | data: | datas:",
                "base/config.yaml | kind: ConfigMap | kind: ConfigMaps",
                "base/kustomization.yaml | resources: | resource:",
                "kafka/topics.yaml | partitions: | partition:",
                "kafka/topics.yaml | partitions: 1 | partitions: one",
                "kafka/user.yaml | patternType: | patternTyp:",
                "kafka/user.yaml | operations: [Read] | operations: [Reed]",
                "kafka/user.yaml | spec: | specs:",
            })
    void aTypoIsFound(String file, String correct, String typo) throws IOException {
        Path path = Manifest.folder().resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(correct);

        assertThat(Manifest.parse(path, text.replaceFirst(Pattern.quote(correct), typo)))
                .anySatisfy(manifest -> assertThat(STRICT.faults(manifest)).isNotEmpty());
    }

    @Test
    void kustomizationsListTheFilesOfTheirFolders() throws IOException {
        for (Manifest kustomization : Manifest.all("Kustomization")) {
            Path folder = kustomization.file().getParent();
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(kustomization.content().path("resources"))
                        .as(kustomization.toString())
                        .extracting(
                                resource -> folder.resolve(resource.asText()).normalize())
                        .allMatch(Files::exists)
                        .containsAll(files.filter(
                                        file -> !file.getFileName().toString().equals("kustomization.yaml"))
                                .toList());
            }
        }
    }
}
