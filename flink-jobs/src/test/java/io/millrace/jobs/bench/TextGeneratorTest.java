package io.millrace.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.ConfiguredParts;
import io.millrace.config.ConfigReader;
import io.millrace.model.Prompt;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.junit.jupiter.api.Test;

class TextGeneratorTest {
    private static final Path BYTES = Path.of("../deploy/models/bytes");

    @Test
    void aQueryIsTheSameOnEveryVisitAndInEverySubtask() throws Exception {
        int queries = 37;
        Map<String, Prompt> first = new HashMap<>();
        for (TextGenerator subtask : List.of(generator(queries), generator(queries))) {
            for (long ordinal = 0; ordinal < 3 * queries; ordinal++) {
                Prompt prompt = subtask.map(ordinal).visit().prompt();
                Prompt before = first.putIfAbsent(prompt.queryId(), prompt);
                assertThat(prompt).isEqualTo(before == null ? prompt : before);
            }
        }
        assertThat(first).hasSize(queries);
        assertThat(first.values().stream().map(Prompt::messages).distinct().count())
                .isGreaterThan(1);
    }

    private static TextGenerator generator(int queries) throws Exception {
        var config = ConfigReader.parse("", List.of("policy.path=" + BYTES), "of the test");
        TextGenerator generator = new TextGenerator(ConfiguredParts.of(config, BYTES), queries, 2, 100);
        generator.open(DefaultOpenContext.INSTANCE);
        return generator;
    }
}
