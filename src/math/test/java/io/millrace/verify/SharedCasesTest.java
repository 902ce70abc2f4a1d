package io.millrace.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.config.ConfigReader;
import io.millrace.model.FinishReason;
import io.millrace.model.Verdict;
import io.millrace.task.DecodedResponse;
import io.millrace.task.Task;
import io.millrace.testkit.CharTokens;
import io.millrace.testkit.Samples;
import io.millrace.testkit.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Responses that were once judged incorrectly. */
class SharedCasesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({"hashes, math", "phrase, math", "latex-look, math", "choice, choice", "sets, math", "rethink, math"})
    void everyResponseGetsItsExpectedVerdict(String file, String taskName) throws IOException {
        Task task = ConfigReader.defaults().tasks().find(taskName).orElseThrow();
        for (String line : Files.readAllLines(SharedFiles.file("cases/" + file + ".jsonl"))) {
            JsonNode record = JSON.readTree(line);
            Verdict verdict = task.verify(
                    Samples.prompt("q", taskName, record.get("answer").asText()),
                    new DecodedResponse(
                            Samples.response(0, FinishReason.STOP, 4),
                            record.get("response").asText(),
                            CharTokens.digits()));
            assertThat(verdict.kind().text())
                    .as("%s, %s", line, verdict)
                    .isEqualTo(record.get("expected").asText());
        }
    }
}
