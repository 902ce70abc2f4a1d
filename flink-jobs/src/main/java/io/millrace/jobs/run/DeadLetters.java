package io.millrace.jobs.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.dataset.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Records of data sets that became no prompt, written where they can be looked at and mended. */
final class DeadLetters {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DeadLetters() {}

    /** Writes them all, one JSON object a line; a file of an earlier start is replaced. */
    static void write(Path file, List<Rejected> rejected) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Rejected record : rejected) {
            lines.add(JSON.writeValueAsString(record));
        }
        if (lines.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            Files.write(file, lines);
        }
    }
}
