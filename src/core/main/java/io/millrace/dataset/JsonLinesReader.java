package io.millrace.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.dataset.Lines.Line;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Reads one JSON value per line. Blank lines are skipped. */
final class JsonLinesReader implements RowReader {
    @Override
    public DatasetFormat format() {
        return DatasetFormat.JSONL;
    }

    @Override
    public void read(Path file, Sink sink) throws IOException {
        try (InputStream bytes = DatasetFormat.open(file)) {
            Lines lines = new Lines(bytes);
            for (Optional<Line> next = lines.next(); next.isPresent(); next = lines.next()) {
                parse(next.get(), sink);
            }
        }
    }

    private static void parse(Line line, Sink sink) throws IOException {
        String text = new String(line.content(), StandardCharsets.UTF_8).strip();
        if (line.tooLong().isPresent()) {
            sink.broken(line.number(), line.tooLong().get(), text);
            return;
        }
        if (text.isEmpty() || text.equals("\uFEFF")) {
            return;
        }
        try {
            sink.row(line.number(), Json.whole(line.content()));
        } catch (JsonProcessingException e) {
            sink.broken(line.number(), Json.reason(e), text);
        }
    }
}
