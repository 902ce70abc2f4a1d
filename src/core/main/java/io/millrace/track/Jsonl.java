package io.millrace.track;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.json.JsonMappers;
import io.millrace.plugin.Default;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * One JSON object per line in a single file, which is never split or truncated.
 *
 * @param file in the run's tracker folder
 */
public record Jsonl(@Default("steps.jsonl") String file) implements TrackerType {
    private static final String STEP = "step";

    public Jsonl {
        TrackerContext.check("jsonl: file", file);
    }

    @Override
    public Tracker open(TrackerContext context) throws IOException {
        return new Lines(context.folder().resolve(file));
    }

    private static final class Lines implements Tracker {
        private static final JsonMapper JSON = JsonMappers.plain();

        private final RandomAccessFile lines;
        private long end;
        private long last;

        Lines(Path path) throws IOException {
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            lines = new RandomAccessFile(path.toFile(), "rw");
            try {
                readBack(path);
            } catch (IOException | RuntimeException e) {
                lines.close();
                throw e;
            }
        }

        /** Finds the last step; a line left incomplete by a crash is removed, and its step is written again. */
        private void readBack(Path path) throws IOException {
            try (var reader = Files.newBufferedReader(path)) {
                long at = 0;
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    at += line.getBytes(StandardCharsets.UTF_8).length + 1L;
                    if (at <= lines.length()) {
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
            lines.setLength(end);
        }

        @Override
        public long last() {
            return last;
        }

        @Override
        public void write(long step, Map<String, Double> figures) throws IOException {
            ObjectNode line = JSON.createObjectNode().put(STEP, step);
            new TreeMap<>(figures).forEach((name, value) -> {
                if (Double.isFinite(value)) {
                    line.put(name, value);
                }
            });
            lines.setLength(end);
            lines.seek(end);
            lines.write((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
            end = lines.getFilePointer();
            last = step;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
