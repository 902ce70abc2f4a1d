package io.millrace.track;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.json.JsonMappers;
import io.millrace.plugin.Default;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * One JSON object per line in a single file, which is never split or truncated.
 *
 * @param file file in the run's tracker folder
 * @param names names of the figures
 */
public record Jsonl(
        @Default("steps.jsonl") String file,
        @Default("millrace") FigureNames names) implements TrackerType {
    private static final String STEP = "step";

    public Jsonl {
        TrackerContext.check("jsonl: file", file);
        requireNonNull(names, "names");
    }

    @Override
    public Tracker open(TrackerContext context) throws IOException {
        return new Lines(context.folder().resolve(file), names);
    }

    private static final class Lines implements Tracker {
        private static final JsonMapper JSON = JsonMappers.plain();

        private final AppendedFile lines;
        private final FigureNames names;
        private long last;

        Lines(Path path, FigureNames names) throws IOException {
            this.names = names;
            lines = new AppendedFile(path, this::complete);
        }

        /** Finds the last step; a line left incomplete by a crash is removed, and its step is written again. */
        private long complete(Path path, long length) throws IOException {
            long end = 0;
            try (var reader = Files.newBufferedReader(path)) {
                long at = 0;
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    at += line.getBytes(StandardCharsets.UTF_8).length + 1L;
                    if (at <= length) {
                        JsonNode step = JSON.readTree(line).path(STEP);
                        if (!step.isIntegralNumber()) {
                            throw new IOException(
                                    "tracker jsonl: %s must hold lines with a step, had '%.100s': remove it or choose another file"
                                            .formatted(path, line));
                        }
                        last = Math.max(last, step.longValue());
                        end = at;
                    }
                }
            }
            return end;
        }

        @Override
        public long last() {
            return last;
        }

        @Override
        public void write(long step, Map<String, Double> figures) throws IOException {
            ObjectNode line = JSON.createObjectNode().put(STEP, step);
            names.of(figures).forEach((name, value) -> {
                if (Double.isFinite(value)) {
                    line.put(name, value);
                }
            });
            lines.append(JSON.writeValueAsString(line) + "\n");
            last = step;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
