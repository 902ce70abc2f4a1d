package io.millrace.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest extends TrackerContract {
    @Override
    protected TrackerType type() {
        return new Csv("steps.csv", FigureNames.MILLRACE);
    }

    @Override
    protected SortedMap<Long, Map<String, Double>> read(Path below) throws IOException {
        SortedMap<Long, Map<String, Double>> steps = new TreeMap<>();
        for (String line : Files.readAllLines(below.resolve("steps.csv"))) {
            String[] cells = line.split(",");
            if (cells[1].equals("figures")) {
                assertThat(steps.put(Long.parseLong(cells[0]), new HashMap<>())).isNull();
            } else if (!cells[0].equals("step")) {
                steps.get(Long.parseLong(cells[0])).put(cells[1], Double.parseDouble(cells[2]));
            }
        }
        return steps;
    }

    @Test
    void theFileIsATableWithARowPerFigure(@TempDir Path folder) throws IOException {
        try (Tracker tracker = new Csv("a/b.csv", FigureNames.TRL).open(context(folder))) {
            tracker.write(7, Map.of("reward", 0.5, "my, \"own\"", 1.0));
        }
        assertThat(folder.resolve("a/b.csv")).hasContent("""
                        step,figure,value
                        7,figures,2
                        7,"my, ""own""\",1.0
                        7,reward,0.5
                        """);
    }

    @Test
    void anotherKindOfFileIsRejectedAndKept(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("steps.csv"), "a,b\n");
        assertThatThrownBy(() -> type().open(context(folder)))
                .hasMessageContaining("must begin with 'step,figure,value', had 'a,b'");
        assertThat(file).hasContent("a,b\n");
    }

    private static TrackerContext context(Path folder) {
        return new TrackerContext(folder, InstantSource.fixed(NOW));
    }
}
