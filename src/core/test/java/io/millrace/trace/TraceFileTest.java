package io.millrace.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.dataset.DatasetConfig;
import io.millrace.dataset.DatasetException;
import io.millrace.dataset.DatasetFormat;
import io.millrace.dataset.Datasets;
import io.millrace.dataset.FieldMapping;
import io.millrace.dataset.RejectedRecord;
import io.millrace.model.FinishReason;
import io.millrace.model.Prompt;
import io.millrace.model.TokenIds;
import io.millrace.policy.NotRecordedException;
import io.millrace.task.PromptGenerator.Part;
import io.millrace.task.Tasks;
import io.millrace.testkit.LenientTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceFileTest {
    private static final FieldMapping BY_ID = new FieldMapping("", List.of(), "id", "", "", "");

    @TempDir
    Path temp;

    private TraceFile open(String... lines) throws IOException {
        return open(BY_ID, "", lines);
    }

    private TraceFile open(FieldMapping fields, String responses, String... lines) throws IOException {
        Path file = Files.write(temp.resolve("trace.jsonl"), List.of(lines));
        return TraceFile.open(new TraceConfig(file.toString(), fields, responses), "any");
    }

    private static List<String> texts(List<RecordedResponse> responses) {
        return responses.stream().map(RecordedResponse::text).toList();
    }

    @Test
    void aQueryCyclesThroughTheResponsesOfAllItsRecords() throws IOException {
        try (TraceFile trace = open("""
                {"id": "a", "prompt": "p", "responses": ["1", "2"]}""", """
                {"id": "b", "prompt": "q", "response": "x"}""", "", """
                {"id": "a", "prompt": "p", "completion": "3"}""")) {
            assertThat(trace.queryIds()).containsExactly("a", "b");
            assertThat(trace.responses()).isEqualTo(4);
            assertThat(trace.responses("a")).isEqualTo(3);
            assertThat(trace.responses("c")).isZero();
            assertThat(texts(trace.read("a", 0, 2))).containsExactly("1", "2");
            assertThat(texts(trace.read("a", 2, 2))).containsExactly("3", "1");
            assertThat(texts(trace.read("a", 4, 5))).containsExactly("2", "3", "1", "2", "3");
            assertThat(texts(trace.read("b", 7, 3))).containsExactly("x", "x", "x");
            assertThat(texts(trace.read("a").responses())).containsExactly("1", "2", "3");
            assertThatThrownBy(() -> trace.read("c", 0, 1))
                    .isInstanceOf(NotRecordedException.class)
                    .hasMessageMatching("prompt c: must have a response in trace .*trace.jsonl, had none");
            assertThatThrownBy(() -> trace.read("a#2", 0, 1)).isInstanceOf(NotRecordedException.class);
        }
    }

    @Test
    void aRecordLongerThanTheReadBufferIsRead() throws IOException {
        String large = "é".repeat(100_000);
        try (TraceFile trace = open("""
                {"id": "a", "prompt": "p", "response": "%s"}""".formatted(large), """
                {"id": "b", "prompt": "p", "response": "%s!"}""".formatted(large))) {
            assertThat(texts(trace.read("b", 0, 1))).containsExactly(large + "!");
            assertThat(texts(trace.read("a", 0, 1))).containsExactly(large);
        }
    }

    @Test
    void aRecordWhoseNumbersAreNotAListIsSkippedAndReported() throws IOException {
        try (TraceFile trace = open("""
                {"id": "a", "prompt": "p", "response": "x", "tokens": [1], "log_probs": {"a": 1}}""", """
                {"id": "a", "prompt": "p", "response": "x", "tokens": {"a": 1}}""", """
                {"id": "a", "prompt": "p", "response": "x", "tokens": 7}""", """
                {"id": "a", "prompt": "p", "response": "x", "entropies": "none"}""", """
                {"id": "a", "prompt": "p", "response": "x", "tokens": null}""")) {
            assertThat(trace.rejected())
                    .extracting(RejectedRecord::toString)
                    .containsExactly(
                            "trace.jsonl:1: log_probs must be a list of numbers, was OBJECT",
                            "trace.jsonl:2: tokens must be a list of numbers, was OBJECT",
                            "trace.jsonl:3: tokens must be a list of numbers, was NUMBER",
                            "trace.jsonl:4: entropies must be a list of numbers, was STRING");
            assertThat(trace.responses("a")).isEqualTo(1);
        }
    }

    @Test
    void promptsHaveTheSameIdsAsInADataset() throws IOException {
        Path data = Files.writeString(temp.resolve("data.jsonl"), """
                {"problem": "p", "answer": "1"}
                {"problem": "p", "answer": "2"}
                """);
        DatasetConfig config = new DatasetConfig(
                "any", data.toString(), DatasetFormat.AUTO, FieldMapping.AUTOMATIC, 0, 1, List.of(), false, List.of());
        var prompts = Datasets.load(config, Part.TRAIN, Tasks.of(new LenientTask("any")))
                .dataset();
        try (TraceFile trace = open(FieldMapping.AUTOMATIC, "", """
                {"prompt": [{"role": "user", "content": "p"}], "response": "r"}""")) {
            for (Prompt prompt : List.of(prompts.get(0), prompts.get(1))) {
                assertThat(texts(trace.read(prompt.queryId(), 0, 1))).containsExactly("r");
            }
        }
    }

    @Test
    void allFieldsOfAResponseAreRead() throws IOException {
        try (TraceFile trace = open("""
                {"id": "a", "prompt": "p", "responses": [{"text": "hm", "tokens": [5, 6], "log_probs": [-0.5, 0],
                 "entropies": [0, 1.5], "finish_reason": "length"}, "plain"]}""".replace("\n", ""), """
                {"id": "b", "prompt": "p", "response": [{"role": "user", "content": "p"}, {"role": "assistant", "content": "r"}]}""", """
                {"id": "c", "prompt": "p", "response": "r", "finish_reason": "length"}""")) {
            RecordedResponse full = trace.read("a", 0, 1).get(0);
            assertThat(full)
                    .isEqualTo(new RecordedResponse(
                            "hm",
                            new TokenIds(5, 6),
                            new float[] {-0.5f, 0},
                            new float[] {0, 1.5f},
                            FinishReason.LENGTH));
            assertThat(trace.read("a", 1, 1).get(0).finish()).isEqualTo(FinishReason.STOP);
            assertThat(texts(trace.read("b", 0, 1))).containsExactly("r");
            assertThat(trace.read("c", 0, 1).get(0).finish()).isEqualTo(FinishReason.LENGTH);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{broken | must be JSON: Unexpected character ('b' (code 98)): was expecting double-quote to start field name",
                "{\"id\": \"a\", \"prompt\": \"p\"} | must have one of responses, response, completions, completion, outputs,"
                        + " output, generation; set policy.trace.responses",
                "{\"id\": \"a\", \"response\": \"r\"} | must have one of prompt, problem, question, messages, conversations; set fields.prompt",
                "{\"id\": \"a\", \"prompt\": \"p\", \"responses\": []} | responses must have at least one response, had none",
                "{\"id\": \"a\", \"prompt\": \"p\", \"response\": 7} | response must be a string, a section or a list of them",
                "{\"id\": \"a\", \"prompt\": \"p\", \"response\": \"\", \"finish_reason\": \"length\"} | response must have text or tokens"
                        + " unless it stopped at once, had none",
                "{\"id\": \"a\", \"prompt\": \"p\", \"responses\": [{}]} | responses must have text, content or tokens",
                "{\"id\": \"a\", \"prompt\": \"p\", \"response\": \"r\", \"tokens\": [1.5]} | tokens must be whole numbers, had 1.5",
                "{\"id\": \"a\", \"prompt\": \"p\", \"response\": \"r\", \"log_probs\": [-1]} | log_probs must be one for each of the"
                        + " recorded tokens (0), were 1: record tokens, too, or omit them",
                "{\"id\": \"a\", \"prompt\": \"p\", \"response\": \"r\", \"tokens\": [1], \"log_probs\": [0.5]} | log_probs must be"
                        + " finite numbers in [-Infinity, 0.0], had 0.5",
                "{\"id\": \"a\", \"prompt\": \"p\", \"response\": \"r\", \"finish_reason\": \"tired\"} | finish_reason must be one of"
                        + " stop, length, abort, was tired"
            })
    void anUnusableRecordIsSkippedWithItsLineAndReason(String line, String reason) throws IOException {
        try (TraceFile trace = open("{\"id\": \"fine\", \"prompt\": \"p\", \"response\": \"r\"}", line)) {
            assertThat(trace.rejected()).containsExactly(new RejectedRecord("trace.jsonl", 2, reason, line));
            assertThat(trace.queryIds()).containsExactly("fine");
        }
    }

    @Test
    void aFileThatCannotBeReplayedIsRefused() throws IOException {
        assertThatThrownBy(() -> open("{}"))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(
                        "trace.jsonl: must hold at least one response, had none; trace.jsonl:1: must have one");
        assertThatThrownBy(() -> open()).hasMessageEndingWith("had none; the file is empty");
        assertThatThrownBy(() -> TraceFile.open(new TraceConfig("x.parquet", BY_ID, ""), "any"))
                .hasMessage(
                        "trace x.parquet: must be an uncompressed file of JSON lines, .jsonl or .ndjson; convert it");
        assertThatThrownBy(() -> TraceFile.open(new TraceConfig("none.jsonl", BY_ID, ""), "any"))
                .hasMessageStartingWith("trace none.jsonl: must be a readable file");
    }
}
