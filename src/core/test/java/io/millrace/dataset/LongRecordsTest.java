package io.millrace.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.task.PromptGenerator.Part;
import io.millrace.task.Tasks;
import io.millrace.testkit.LenientTask;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record that is too long is skipped and reported with its number, and is never held in memory. */
class LongRecordsTest {
    private static final int TOO_LONG = Lines.MAX_LENGTH + 1;

    @TempDir
    Path folder;

    @Test
    void linesKnowTheirNumberAndOffset() throws IOException {
        Lines lines = new Lines(new ByteArrayInputStream("ab\n\ncde".getBytes()));
        List<String> read = new ArrayList<>();
        for (Optional<Lines.Line> next = lines.next(); next.isPresent(); next = lines.next()) {
            Lines.Line line = next.get();
            read.add("%d at %d: %s".formatted(line.number(), line.start(), new String(line.content())));
        }
        assertThat(read).containsExactly("1 at 0: ab", "2 at 3: ", "3 at 4: cde");
    }

    @Test
    void aLongLineIsSkippedAndTheNextOneIsRead() throws IOException {
        Path file = folder.resolve("a.jsonl");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            line(out, "1+1?");
            line(out, "x".repeat(TOO_LONG));
            line(out, "2+2?");
        }
        LoadedDataset loaded = load(file);
        assertThat(DataKit.texts(loaded)).containsExactly("1+1?", "2+2?");
        assertThat(loaded.rejected())
                .extracting(RejectedRecord::toString)
                .containsExactly("a.jsonl:2: must have at most 16777216 bytes, had 16777244");
    }

    @Test
    void aLongElementOfAnArrayEndsReading() throws IOException {
        Path file = folder.resolve("a.json");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("[");
            line(out, "1+1?");
            out.write(",");
            line(out, "x".repeat(TOO_LONG + 100_000));
            out.write("]");
        }
        LoadedDataset loaded = load(file);
        assertThat(loaded.dataset().size()).isEqualTo(1);
        assertThat(loaded.rejected())
                .extracting(RejectedRecord::toString)
                .containsExactly("a.json:2: must have at most 16777216 bytes, had more; reading ends here");
    }

    private static void line(BufferedWriter out, String problem) throws IOException {
        out.write("{\"problem\":\"%s\",\"answer\":\"2\"}".formatted(problem));
        out.newLine();
    }

    private static LoadedDataset load(Path file) {
        return Datasets.load(
                DataKit.file("any", file.toString(), FieldMapping.AUTOMATIC, 0),
                Part.TRAIN,
                Tasks.of(new LenientTask("any")));
    }
}
