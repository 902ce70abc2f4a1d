package io.millrace.jobs.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millrace.testkit.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrometheusRulesTest {
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
    private static final String RENEW =
            "./mvnw -pl flink-jobs -am test -Dtest=PrometheusRulesTest -Dmillrace.renew=true";

    private static Path file() {
        return Repository.path("deploy/prometheus/rules.yml");
    }

    @Test
    void theFileInDeployIsGenerated() throws IOException {
        if (Boolean.getBoolean("millrace.renew")) {
            Files.writeString(file(), PrometheusRules.yaml());
        }
        assertThat(file()).as("renew it with " + RENEW).hasContent(PrometheusRules.yaml());
    }

    @Test
    void prometheusAcceptsTheRulesAndItsConfiguration() throws IOException, InterruptedException {
        assumeThat(PROMTOOL).as("Debian's package prometheus").exists();
        for (List<String> arguments : List.of(
                List.of(PROMTOOL.toString(), "check", "rules", file().toString()),
                List.of(
                        PROMTOOL.toString(),
                        "check",
                        "config",
                        Repository.path("deploy/prometheus/prometheus.yml").toString()))) {
            Process process =
                    new ProcessBuilder(arguments).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
        }
    }
}
