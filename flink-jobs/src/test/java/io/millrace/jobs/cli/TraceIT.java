package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded responses replayed through the whole stream, and scored without it. */
class TraceIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PROMPTS = 40;

    @TempDir
    Path temp;

    private Path prompts;
    private Path trace;

    /** One of each query's four responses is correct; the first prompt has none, and one line is broken. */
    @BeforeEach
    void record() throws IOException {
        StringBuilder asked = new StringBuilder();
        StringBuilder answered = new StringBuilder("{broken\n");
        for (int i = 0; i < PROMPTS; i++) {
            String prompt = "A=%d;B=A+%d;B?".formatted(i % 10, i / 10);
            int right = (i % 10 + i / 10) % 10;
            asked.append("{\"problem\": \"%s\", \"answer\": \"%d\"}\n".formatted(prompt, right));
            String response = "\"<think>\\nA=%d.\\n</think>\\n\\n%%d\"".formatted(i % 10);
            if (i > 0) {
                answered.append("{\"prompt\": \"%s\", \"answer\": \"%d\", \"responses\": [%s, %s, %s, %s]}\n"
                        .formatted(
                                prompt,
                                right,
                                response.formatted(right),
                                response.formatted((right + 1) % 10),
                                response.formatted((right + 2) % 10),
                                "\"<think>\\n%s\"".formatted("1".repeat(300))));
            }
        }
        prompts = Files.writeString(temp.resolve("prompts.jsonl"), asked);
        trace = Files.writeString(temp.resolve("trace.jsonl"), answered);
    }

    private Path config() throws IOException {
        return Files.writeString(temp.resolve("trace.yaml"), """
                run: {name: traces, steps: 12}
                data: {train: {task: reason, path: %s}}
                policy: {path: deploy/models/bytes, engine: trace, trace: {path: %s}}
                sampling: {groupSize: 4, maxTokens: 100}
                batch: {groups: 10}
                stream: {checkpointInterval: 300 ms}
                method: {rorecomp: {enabled: true}, r3: {replay: {enabled: true}, lengthBonus: {enabled: true, maxTokens: 100}}}
                """.formatted(prompts, trace));
    }

    @Test
    void recordedResponsesStreamToTheLearnerAndTheLedgerBalances() throws Exception {
        Path out = temp.resolve("out");

        CommandProcess.Result result = CommandProcess.run(
                temp, "run", config().toString(), "--out", out.toString(), "--set", "policy.trace.path=" + trace);

        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("policy: replays 156 recorded responses to 39 prompts; nothing is trained or measured")
                .contains("1 training prompts have no recorded response: their visits end as sampling-failed")
                .contains("1 records left out: see ");
        JsonNode report = JSON.readTree(out.resolve("report.json").toFile());
        assertThat(report.at("/steps").asInt()).isEqualTo(12);
        JsonNode ledger = report.at("/ledger");
        assertThat(ledger.at("/read").asInt()).isEqualTo(120);
        assertThat(ledger.at("/trained").asInt()
                        + ledger.at("/other/samplingFailed").asInt())
                .isEqualTo(120);
        assertThat(ledger.at("/other/samplingFailed").asInt()).isEqualTo(3);
    }

    @Test
    void aRunContinuesThroughVisitsWithoutRecordedResponses() throws Exception {
        Path out = temp.resolve("out");
        Path sparse = Files.write(
                temp.resolve("sparse.jsonl"), Files.readAllLines(trace).subList(PROMPTS - 1, PROMPTS));

        CommandProcess.Result result = CommandProcess.run(
                temp,
                "run",
                config().toString(),
                "--out",
                out.toString(),
                "--steps",
                "4",
                "--set",
                "policy.trace.path=" + sparse);

        assertThat(result.exit()).as(result.output()).isZero();
        JsonNode ledger = JSON.readTree(out.resolve("report.json").toFile()).at("/ledger");
        assertThat(ledger.at("/other/samplingFailed").asInt()).isEqualTo(39);
        assertThat(ledger.at("/trained").asInt()).isEqualTo(1);
    }

    @Test
    void recordedResponsesAreScoredWithoutARun() throws Exception {
        Path out = temp.resolve("scores.jsonl");

        CommandProcess.Result result = CommandProcess.run(
                temp,
                "score",
                trace.toString(),
                "--config",
                config().toString(),
                "--out",
                out.toString(),
                "--set",
                "method.r3.lengthBonus.maxTokens=50");

        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("left out: trace.jsonl:1: must be JSON")
                .containsPattern("trace +39 +156 +25.0 % +0.0 % +0.0 %")
                .containsPattern("accuracy +0.250 +0.000 +1.000 +156");
        List<String> lines = Files.readAllLines(out);
        assertThat(lines).hasSize(156);
        JsonNode right = JSON.readTree(lines.get(0));
        assertThat(right.path("verdict").asText()).isEqualTo("correct");
        assertThat(right.at("/rewards/accuracy").asDouble()).isEqualTo(1);
        assertThat(right.path("reward").asDouble())
                .isEqualTo(1 + right.at("/rewards/r3.lengthBonus").asDouble());
        assertThat(JSON.readTree(lines.get(3)).path("verdict").asText()).isEqualTo("wrong");
    }

    @Test
    void scoresAreNotWrittenOverTheRecording() throws Exception {
        String before = Files.readString(trace);

        CommandProcess.Result result = CommandProcess.run(
                temp, "score", trace.toString(), "--config", config().toString(), "--out", trace.toString());

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output()).contains("--out: must not exist, was " + trace);
        assertThat(trace).hasContent(before);
    }

    @Test
    void methodsThatSampleAreRejected() throws Exception {
        CommandProcess.Result result = CommandProcess.run(
                temp,
                "validate",
                config().toString(),
                "--set",
                "method.r3.reflection.enabled=true",
                "--set",
                "method.rearl.enabled=true");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output())
                .contains(
                        "method.r3.reflection.enabled: must be false with policy.engine trace, which samples nothing new")
                .contains("method.rearl.revise.enabled: must be false with policy.engine trace")
                .contains("method.rearl.reflectionReward.threshold: must be a number with policy.engine trace");
    }
}
