package io.millrace;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.ConfigReader;
import io.millrace.testkit.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A method, its figures and its report lines are named in its own package only. */
class MethodNamesTest {
    private static final List<String> NEUTRAL = List.of(
            "src/core/main/java/io/millrace/metric",
            "src/core/main/java/io/millrace/report",
            "src/core/main/java/io/millrace/learner",
            "src/core/main/java/io/millrace/assembly",
            "operators/src/main/java",
            "flink-jobs/src/main/java");
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

    @Test
    void metricsReportsAndJobsNameNoMethod() throws IOException {
        Set<String> methods = ConfigReader.defaults().methods().stream()
                .map(method -> method.name().replace("-", ""))
                .collect(toCollection(TreeSet::new));
        assertThat(methods).isNotEmpty();
        List<String> named = new ArrayList<>();
        for (String folder : NEUTRAL) {
            try (Stream<Path> files = Files.walk(Repository.path(folder))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    WORD.matcher(Files.readString(file))
                            .results()
                            .map(word -> word.group())
                            .filter(word ->
                                    methods.contains(word.replace("-", "").toLowerCase(Locale.ROOT)))
                            .forEach(word -> named.add(file.getFileName() + ": " + word));
                }
            }
        }
        assertThat(named).isEmpty();
    }
}
