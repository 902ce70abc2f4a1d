package io.millrace.jobs.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.json.JsonMappers;
import io.millrace.testkit.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class GrafanaDashboardTest {
    private static final String RENEW =
            "./mvnw -pl flink-jobs -am test -Dtest=GrafanaDashboardTest -Dmillrace.renew=true";

    @Test
    void theFileInDeployIsGenerated() throws IOException {
        Path file = Repository.path("deploy/grafana/millrace.json");
        if (Boolean.getBoolean("millrace.renew")) {
            Files.writeString(file, GrafanaDashboard.json());
        }
        assertThat(file).as("renew it with " + RENEW).hasContent(GrafanaDashboard.json());
    }

    @Test
    void panelsDoNotOverlap() throws IOException {
        JsonNode panels = JsonMappers.plain().readTree(GrafanaDashboard.json()).path("panels");
        List<String> places = StreamSupport.stream(panels.spliterator(), false)
                .map(panel -> panel.path("gridPos").toString())
                .toList();

        assertThat(places).hasSize(Panels.all().size()).doesNotHaveDuplicates();
    }
}
