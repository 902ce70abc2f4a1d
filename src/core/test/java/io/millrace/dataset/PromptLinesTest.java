package io.millrace.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dataset.filter.PromptLength;
import io.millrace.task.PromptGenerator.Part;
import io.millrace.task.Tasks;
import io.millrace.testkit.LenientTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptLinesTest {
    private static final Tasks TASKS = Tasks.of(new LenientTask("any"));

    @TempDir
    private Path folder;

    @Test
    void writtenPromptsAreReadBackUnchanged() throws IOException {
        LoadedDataset loaded = load();
        Path out = folder.resolve("out.jsonl");
        PromptLines.prompts(loaded, out);
        LoadedDataset again =
                Datasets.load(DataKit.file("any", out.toString(), PromptLines.FIELDS, 0), Part.TRAIN, TASKS);
        assertThat(DataKit.prompts(again)).isEqualTo(DataKit.prompts(loaded));
        assertThat(again.origins())
                .extracting(PromptOrigin::difficulty)
                .containsExactlyElementsOf(
                        loaded.origins().stream().map(PromptOrigin::difficulty).toList());
        assertThat(Files.readAllLines(out).get(0))
                .endsWith("\"answer\":[\"x\",\"½\"],\"data_source\":\"own\",\"task\":\"any\",\"difficulty\":2.5,"
                        + "\"file\":\"in.jsonl\",\"position\":1}");
    }

    @Test
    void skippedRecordsAreWrittenWithTheirReasons() throws IOException {
        Path out = folder.resolve("left.jsonl");
        PromptLines.leftOut(load(), out);
        assertThat(out)
                .content()
                .isEqualTo(
                        "{\"source\":\"in\",\"cause\":\"FILTERED\",\"file\":\"in.jsonl\",\"position\":3,"
                                + "\"reason\":\"prompt must have ..5 characters, had 6\",\"raw\":\"{\\\"prompt\\\":\\\"longer\\\"}\"}\n"
                                + "{\"source\":\"in\",\"cause\":\"BROKEN\",\"file\":\"in.jsonl\",\"position\":4,"
                                + "\"reason\":\"must be JSON: Unexpected end-of-input in VALUE_STRING\",\"raw\":\"\\\"half\"}\n");
    }

    private LoadedDataset load() throws IOException {
        Path in = Files.writeString(folder.resolve("in.jsonl"), """
                {"prompt": "a\\nb", "answer": ["x", "½"], "data_source": "own", "difficulty": 2.5}
                {"prompt": [{"role": "system", "content": "s"}, {"role": "user", "content": "u"}]}
                {"prompt": "longer"}
                "half
                {"prompt": "a\\nb"}
                """);
        return Datasets.load(DataKit.filtered(in, false, new PromptLength("..5")), Part.TRAIN, TASKS);
    }
}
