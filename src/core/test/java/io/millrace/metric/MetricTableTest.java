package io.millrace.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.ConfigReader;
import io.millrace.method.Method;
import io.millrace.testkit.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricTableTest {
    private static final String RENEW = "./mvnw -pl src/core test -Dtest=MetricTableTest -Dmillrace.renew=true";
    private static final Path DOCS = Repository.path("docs/metrics.md");

    @Test
    void thePageOfMetricsIsUpToDate() throws IOException {
        if (Boolean.getBoolean("millrace.renew")) {
            Files.writeString(DOCS, page());
        }
        assertThat(DOCS).as("renew it with " + RENEW).content().isEqualTo(page());
    }

    private static List<Method> methods() {
        return ConfigReader.defaults().methods();
    }

    private static String page() {
        return MetricTable.markdown(methods().stream()
                .filter(method -> !method.ownFigures().isEmpty())
                .map(method -> new MetricTable.Own(method.name(), method.ownFigures()))
                .toList());
    }

    @Test
    void keysAreUniqueAndEveryMetricDescribesABadValue() {
        List<Figure> shown = new ArrayList<>(Arrays.asList(Metric.values()));
        methods().forEach(method -> shown.addAll(method.ownFigures()));
        List<Figure> all = new ArrayList<>(shown);
        all.addAll(Arrays.asList(StepFigure.values()));
        assertThat(all).extracting(Figure::key).doesNotHaveDuplicates();
        assertThat(all).extracting(Figure::meaning).allSatisfy(meaning -> assertThat(meaning)
                .isNotBlank());
        assertThat(shown).extracting(Figure::bad).allSatisfy(bad -> assertThat(bad)
                .isNotBlank());
    }
}
