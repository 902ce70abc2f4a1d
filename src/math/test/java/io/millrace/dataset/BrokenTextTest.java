package io.millrace.dataset;

import static io.millrace.dataset.DataKit.prompts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.config.ConfigReader;
import io.millrace.model.Prompt;
import io.millrace.task.PromptGenerator.Part;
import io.millrace.task.Tasks;
import io.millrace.trace.TraceConfig;
import io.millrace.trace.TraceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Well-formed JSON with unpaired surrogates, which are not text. */
class BrokenTextTest {
    private static final String HALF = "\\" + "ud83d";

    private final Tasks tasks = ConfigReader.defaults().tasks();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        tasks.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"prompt\": \"half %s here\", \"answer\": \"3\"}",
                "{\"prompt\": [{\"role\": \"user\", \"content\": \"%s\"}], \"answer\": \"3\"}",
                "{\"prompt\": [{\"role\": \"user%s\", \"content\": \"a\"}], \"answer\": \"3\"}",
                "{\"prompt\": \"b\", \"answer\": \"4%s\"}",
                "{\"prompt\": \"b\", \"answer\": [\"4\", \"%s\"]}"
            })
    void aRecordWithAnUnpairedSurrogateIsSkippedAndTheRestIsKept(String line) throws IOException {
        LoadedDataset loaded = load("{\"prompt\": \"fine\", \"answer\": \"2\"}\n" + line.formatted(HALF) + "\n");
        assertThat(prompts(loaded)).hasSize(1);
        assertThat(loaded.rejected()).singleElement().satisfies(one -> assertThat(one.reason())
                .contains("must be Unicode text, had half of a surrogate pair, " + HALF + ", at character "));
        Path kept = folder.resolve("kept.jsonl");
        Path leftOut = folder.resolve("left-out.jsonl");
        PromptLines.prompts(loaded, kept);
        PromptLines.leftOut(loaded, leftOut);
        for (Path file : List.of(kept, leftOut)) {
            assertThat(Files.readAllLines(file)).singleElement().satisfies(written -> new ObjectMapper()
                    .readTree(written));
        }
        assertThat(Files.readString(leftOut)).contains("\\" + HALF);
    }

    @Test
    void idsAndSourcesWithUnpairedSurrogatesStayDistinct() throws IOException {
        FieldMapping named = new FieldMapping("", List.of(), "id", "data_source", "", "");
        Path file = Files.writeString(folder.resolve("ids.jsonl"), """
                {"id": "x\\ud83d", "prompt": "b", "answer": "4", "data_source": "s\\ud83d"}
                {"id": "x\\ud83e", "prompt": "c", "answer": "5", "data_source": "s"}
                """);
        LoadedDataset loaded = Datasets.load(DataKit.file("math", file.toString(), named, 0), Part.TRAIN, tasks);
        assertThat(prompts(loaded)).extracting(Prompt::queryId).containsExactly("x" + HALF, "x" + "\\" + "ud83e");
        assertThat(prompts(loaded)).extracting(Prompt::source).containsExactly("s" + HALF, "s");
    }

    @Test
    void aTextIsNotCutWithinASurrogatePair() throws IOException {
        String smile = Character.toString(0x1F600);
        String long1 = "x".repeat(RejectedRecord.MAX_RAW_LENGTH - 1) + smile;
        assertThat(new RejectedRecord("f", 1, "r", long1).raw())
                .isEqualTo("x".repeat(RejectedRecord.MAX_RAW_LENGTH - 1));
    }

    @Test
    void anUnpairedSurrogateInARecordedResponseIsRepaired() throws IOException {
        Path file = Files.writeString(
                folder.resolve("t.jsonl"), "{\"prompt\": \"b\", \"answer\": \"4\", \"response\": \"4" + HALF + "\"}\n");
        TraceConfig config = new TraceConfig(file.toString(), FieldMapping.AUTOMATIC, "");
        try (TraceFile trace = TraceFile.open(config, "math")) {
            String query = trace.queryIds().iterator().next();
            assertThat(trace.read(query, 0, 1).get(0).text()).isEqualTo("4\uFFFD");
        }
    }

    private LoadedDataset load(String lines) throws IOException {
        Path file = Files.writeString(folder.resolve("broken.jsonl"), lines);
        return Datasets.load(DataKit.file("math", file.toString(), FieldMapping.AUTOMATIC, 0), Part.TRAIN, tasks);
    }
}
