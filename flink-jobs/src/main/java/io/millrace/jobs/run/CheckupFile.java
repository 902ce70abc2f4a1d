package io.millrace.jobs.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.eval.Checkup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps a measurement, so that a resumed run still knows what it started from.
 *
 * @param file where
 */
record CheckupFile(Path file) {
    private static final ObjectMapper JSON = new ObjectMapper();

    boolean exists() {
        return Files.exists(file);
    }

    Checkup read() throws IOException {
        return JSON.readValue(file.toFile(), Checkup.class);
    }

    void write(Checkup checkup) throws IOException {
        JSON.writeValue(file.toFile(), checkup);
    }
}
