package io.millrace.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.dataset.FieldMapping;
import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.LogProbs;
import io.millrace.model.PolicyVersion;
import io.millrace.model.PromptKind;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.model.VersionSpan;
import io.millrace.policy.EngineStatistics;
import io.millrace.policy.NotRecordedException;
import io.millrace.policy.PromptTooLongException;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingRequest;
import io.millrace.testkit.CharTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceEngineTest {
    private static final CharTokens TOKENS = CharTokens.digits();
    private static final int CONTEXT = 10;

    @TempDir
    Path temp;

    private TraceEngine engine;

    @BeforeEach
    void open() throws IOException {
        Path file = Files.writeString(temp.resolve("trace.jsonl"), """
                {"id": "a", "prompt": "p", "responses": ["1", "22", "333"]}
                {"id": "known", "prompt": "p", "response": "12", "tokens": [5, 6, 1], "log_probs": [-1, -2, -3], "entropies": [1, 2, 3]}
                {"id": "foreign", "prompt": "p", "response": "12", "tokens": [5, 99]}
                {"id": "empty", "prompt": "p", "response": ""}
                {"id": "cut", "prompt": "p", "response": "1234", "finish_reason": "length"}
                """);
        engine = new TraceEngine(
                TraceFile.open(
                        new TraceConfig(file.toString(), new FieldMapping("", List.of(), "id", "", "", ""), ""), "any"),
                TOKENS,
                version(0),
                CONTEXT,
                2,
                () -> 0);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private static PolicyVersion version(long step) {
        return new PolicyVersion(step, step, Path.of("v"), Map.of());
    }

    private List<Response> sample(String query, long visit, int samples, int maxTokens) {
        return engine.sample(new SamplingRequest(
                        query,
                        visit,
                        PromptKind.PLAIN,
                        TOKENS.encode("000"),
                        samples,
                        new Sampling(1, 1, 0, maxTokens, TOKENS.stopIds(), 1)))
                .join();
    }

    @Test
    void eachVisitReplaysTheNextResponsesUnderTheLoadedVersion() {
        engine.load(version(7));
        List<String> texts = new ArrayList<>();
        for (int visit = 0; visit < 3; visit++) {
            for (Response response : sample("a", visit, 2, 8)) {
                texts.add(TOKENS.decode(response.tokens()));
                assertThat(response.finish()).isEqualTo(FinishReason.STOP);
                assertThat(response.spans()).containsExactly(new VersionSpan(7, 7, 0, response.length()));
                assertThat(response.logProbs()).isEqualTo(LogProbs.NONE);
            }
        }
        assertThat(texts).containsExactly("1", "22", "333", "1", "22", "333");
        assertThat(sample("a", 1, 2, 8)).extracting(Response::sample).containsExactly(0, 1);
        assertThat(engine.statistics()).isEqualTo(new EngineStatistics(12, 24, 8, 0, 0, 0));
    }

    @Test
    void recordedTokensWithTheirLogProbsAndEntropiesAreKept() {
        Response response = sample("known", 0, 1, 8).get(0);

        assertThat(response.tokens()).isEqualTo(new TokenIds(5, 6, 1));
        assertThat(response.logProbs()).isEqualTo(new LogProbs(LogProbs.Scale.RAW, -1, -2, -3));
        assertThat(response.entropies()).isEqualTo(new Entropies(true, 1, 2, 3));
    }

    @Test
    void responsesLongerThanTheLimitOrTheContextAreTruncated() {
        Response cut = sample("known", 0, 1, 2).get(0);
        assertThat(cut.tokens()).isEqualTo(new TokenIds(5, 6));
        assertThat(cut.logProbs().values()).containsExactly(-1, -2);
        assertThat(cut.finish()).isEqualTo(FinishReason.LENGTH);
        assertThat(sample("cut", 0, 1, 8).get(0).tokens()).isEqualTo(TOKENS.encode("1234"));
        assertThat(sample("cut", 0, 1, 8).get(0).finish()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void aResponseThatStoppedImmediatelyIsItsStopToken() {
        assertThat(sample("empty", 0, 1, 8).get(0).tokens()).isEqualTo(new TokenIds(CharTokens.END));
    }

    @Test
    void requestsThatCannotBeReplayedFailWithTheReason() {
        assertThatThrownBy(() -> sample("none", 0, 1, 8))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(NotRecordedException.class)
                .hasMessageMatching("prompt none: must have a response in trace .*, had none");
        assertThatThrownBy(() -> sample("foreign", 0, 1, 8))
                .hasMessageContaining(
                        "prompt foreign: recorded token must be in the tokenizer's vocabulary 0..15, was 99");
        SamplingRequest tooLong = new SamplingRequest(
                "a",
                0,
                PromptKind.PLAIN,
                TOKENS.encode("0".repeat(CONTEXT)),
                1,
                new Sampling(1, 1, 0, 8, TOKENS.stopIds(), 1));
        assertThatThrownBy(() -> engine.sample(tooLong).join()).cause().isInstanceOf(PromptTooLongException.class);
    }
}
