package io.millrace.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonlTest extends TrackerContract {
    @Override
    protected TrackerType type() {
        return new Jsonl("steps.jsonl", FigureNames.MILLRACE);
    }

    @Override
    protected SortedMap<Long, Map<String, Double>> read(Path below) throws IOException {
        SortedMap<Long, Map<String, Double>> steps = new TreeMap<>();
        for (String line : Files.readAllLines(below.resolve("steps.jsonl"))) {
            Map<String, Double> figures = new ObjectMapper().readValue(line, new TypeReference<>() {});
            assertThat(steps.put(figures.remove("step").longValue(), figures)).isNull();
        }
        return steps;
    }

    @Test
    void anotherKindOfFileIsRejectedAndKept(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("steps.jsonl"), "{\"mine\": 1}\n");
        assertThatThrownBy(() -> type().open(new TrackerContext(folder, InstantSource.fixed(NOW))))
                .hasMessageContaining("must hold lines with a step, had '{\"mine\": 1}'");
        assertThat(file).hasContent("{\"mine\": 1}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/tmp/x", "../x", "a/../../x"})
    void aPathOutsideTheFolderIsRefused(String file) {
        assertThatThrownBy(() -> new Jsonl(file, FigureNames.MILLRACE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("jsonl: file must be a path below the run's tracker folder, was '%s'".formatted(file));
    }
}
