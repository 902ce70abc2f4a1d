package io.millrace.jobs.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.eval.HeldOutResult;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The held-out results in a run's folder, read again when the file has changed. Not thread-safe. */
final class HeldOutView {
    private final Path file;
    private String read = "";
    private List<HeldOutResult> results = List.of();

    HeldOutView(Path file) {
        this.file = file;
    }

    /** The results now; those of before if the file cannot be read. Unreadable lines are skipped. */
    List<HeldOutResult> results() {
        try {
            String state = Files.exists(file) ? Files.size(file) + " " + Files.getLastModifiedTime(file) : "";
            if (!state.equals(read)) {
                results = state.isEmpty() ? List.of() : parse();
                read = state;
            }
        } catch (IOException e) {
            return results; // It is being replaced; the next look finds it.
        }
        return results;
    }

    private List<HeldOutResult> parse() throws IOException {
        List<HeldOutResult> parsed = new ArrayList<>();
        for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n")) {
            try {
                if (!line.isBlank()) {
                    parsed.add(JsonMappers.plain().readValue(line, HeldOutResult.class));
                }
            } catch (JsonProcessingException e) {
                continue; // The run itself reports it when it is resumed.
            }
        }
        return List.copyOf(parsed);
    }
}
