package io.millrace.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** One JSON value a line. Lines are split as bytes, so that one with broken UTF-8 is one broken record. Blank ones are skipped. */
final class JsonLinesReader implements RowReader {
    @Override
    public void read(Path file, Sink sink) throws IOException {
        try (InputStream bytes = new BufferedInputStream(DatasetFormat.open(file), 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream(4096);
            long number = 0;
            int next;
            do {
                next = bytes.read();
                if (next == '\n' || next < 0) {
                    number++;
                    parse(line.toByteArray(), number, sink);
                    line.reset();
                } else {
                    line.write(next);
                }
            } while (next >= 0);
        }
    }

    private static void parse(byte[] line, long number, Sink sink) throws IOException {
        String text = new String(line, StandardCharsets.UTF_8).strip();
        if (text.isEmpty() || text.equals("\uFEFF")) {
            return;
        }
        try {
            sink.row(number, Json.WHOLE.readTree(line));
        } catch (JsonProcessingException e) {
            sink.broken(number, Json.reason(e), text);
        }
    }
}
