package io.millrace.jobs.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.eval.Evaluation;
import io.millrace.eval.HeldOutResult;
import io.millrace.jobs.console.Screen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldOutResultsTest {
    private static final Evaluation RESULT =
            new Evaluation(8, 0, 8, 0, 0.5, 0.25, List.of(new Evaluation.PassAt(1, 0.25)), 9, 0, "");

    @TempDir
    Path temp;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Screen screen = new Screen(new PrintStream(said, true, StandardCharsets.UTF_8), false);
    private Path file;

    @BeforeEach
    void measureThrice() throws IOException {
        file = temp.resolve("checkups.jsonl");
        HeldOutResults results = HeldOutResults.none(file);
        for (long step : new long[] {0, 20, 40}) {
            results.add(new HeldOutResult(step, RESULT, RESULT));
        }
    }

    @Test
    void resultsAreReadBack() throws IOException {
        assertThat(steps(HeldOutResults.read(file, screen))).containsExactly(0L, 20L, 40L);
        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
        try (var files = Files.list(temp)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aTruncatedLineIsSkippedAndReported() throws IOException {
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 30));

        assertThat(steps(HeldOutResults.read(file, screen))).containsExactly(0L, 20L);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .isEqualTo("held-out: %s:3: is not a valid result and is skipped\n".formatted(file));
    }

    @Test
    void resultsOfAnAbandonedAttemptAreRemovedFromTheFile() throws IOException {
        HeldOutResults.read(file, screen).cutAfter(30);

        assertThat(steps(HeldOutResults.read(file, screen))).containsExactly(0L, 20L);
    }

    @Test
    void aResultOfAnAbandonedVersionIsNotAdded() throws IOException {
        HeldOutResults results = HeldOutResults.read(file, screen);

        assertThat(results.add(new HeldOutResult(60, RESULT, RESULT), () -> true))
                .isFalse();

        assertThat(steps(results)).containsExactly(0L, 20L, 40L);
    }

    private static List<Long> steps(HeldOutResults results) {
        return results.all().stream().map(HeldOutResult::step).toList();
    }
}
