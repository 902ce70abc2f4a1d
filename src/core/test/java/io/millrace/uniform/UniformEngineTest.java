package io.millrace.uniform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.FinishReason;
import io.millrace.model.LogProbs;
import io.millrace.model.PolicyVersion;
import io.millrace.model.PromptKind;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.PolicyEngineContract;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UniformEngineTest extends PolicyEngineContract {
    private static final int VOCABULARY = 10;
    private static final PolicyVersion FIRST = new PolicyVersion(0, 0, Path.of("v"), Map.of());

    @Override
    protected PolicyEngine open() {
        return new UniformEngine(FIRST, VOCABULARY, 5_000, () -> 0);
    }

    @Override
    protected PolicyVersion other() {
        return new PolicyVersion(7, 5, Path.of("other"), Map.of());
    }

    @Override
    protected String query() {
        return "q";
    }

    @Override
    protected TokenIds prompt() {
        return new TokenIds(1, 2, 3);
    }

    private Response sample(double topP, int topK, int tokens, List<Integer> stops) {
        Sampling sampling = new Sampling(1, topP, topK, tokens, stops, 1);
        return open().sample(new SamplingRequest(query(), 0, PromptKind.PLAIN, prompt(), 1, 0, sampling))
                .join()
                .get(0);
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 10", "1, 4, 4", "1, 40, 10", "0.25, 0, 3", "0.9, 2, 2", "0.01, 0, 1"})
    void eachKeptTokenHasTheProbabilityOfItsLogProb(double topP, int topK, int kept) {
        Response response = sample(topP, topK, 4_000, List.of());

        assertThat(response.length()).isEqualTo(4_000);
        assertThat(response.logProbs().values()).containsOnly((float) -Math.log(kept));
        assertThat(response.entropies().values()).containsOnly((float) Math.log(kept));
        assertThat(response.logProbs().scale())
                .isEqualTo(topP < 1 || topK > 0 ? LogProbs.Scale.FILTERED : LogProbs.Scale.RAW);
        int[] counts = new int[VOCABULARY];
        for (int id : response.tokens().ids()) {
            counts[id]++;
        }
        for (int id = 0; id < VOCABULARY; id++) {
            assertThat(counts[id] / 4_000.0).as("token %d", id).isCloseTo(id < kept ? 1.0 / kept : 0, within(0.03));
        }
    }

    @Test
    void aResponseEndsAtItsStopTokenOrItsLimit() {
        Response stopped = sample(1, 0, 4_000, List.of(3));

        assertThat(stopped.finish()).isEqualTo(FinishReason.STOP);
        assertThat(stopped.tokens().ids()).endsWith(3).containsOnlyOnce(3);
        assertThat(sample(1, 0, 5, List.of()).finish()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void aVocabularyWithoutTokensIsRefused() {
        assertThatThrownBy(() -> new UniformEngine(FIRST, 0, 10, () -> 0))
                .hasMessage("engine uniform: vocabulary must be >= 1, was 0");
    }
}
