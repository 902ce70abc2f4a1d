package io.millrace.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MetricTableTest {
    private static final String RENEW = "./mvnw -pl src/core test -Dtest=MetricTableTest -Dmillrace.renew=true";
    private static final Path DOCS = Repository.path("docs/metrics.md");

    @Test
    void thePageOfMetricsIsUpToDate() throws IOException {
        if (Boolean.getBoolean("millrace.renew")) {
            Files.writeString(DOCS, MetricTable.markdown());
        }
        assertThat(DOCS).as("renew it with " + RENEW).content().isEqualTo(MetricTable.markdown());
    }

    @Test
    void keysAreUniqueAndEveryMetricSaysWhatIsBad() {
        assertThat(Metric.values()).extracting(Metric::key).doesNotHaveDuplicates();
        assertThat(Arrays.stream(Metric.values())).allSatisfy(metric -> {
            assertThat(metric.meaning()).isNotBlank();
            assertThat(metric.bad()).isNotBlank();
        });
    }
}
