package io.millrace.torch.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.huggingface.FloatType;
import io.millrace.huggingface.ModelConfig;
import io.millrace.model.PolicyVersion;
import io.millrace.model.PromptKind;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingRequest;
import io.millrace.torch.RandomBiases;
import io.millrace.torch.TestModels;
import io.millrace.torch.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Engines on small random models, and requests for them. */
final class EngineKit {
    private EngineKit() {}

    /** Writes a version with random weights; versions of different numbers differ. */
    static PolicyVersion version(Path folder, ModelConfig config, long number) {
        Path like = TestModels.config(folder.resolve("like"), TestModels.json(config));
        Path path = folder.resolve("version-" + number);
        try (Weights weights = Weights.random(config, number)) {
            RandomBiases.fill(weights, number);
            weights.write(path, like, FloatType.F32);
        }
        return new PolicyVersion(number, 10 * number, path, Map.of());
    }

    static DjlPolicyEngine open(PolicyVersion version, Batching batching) {
        return DjlPolicyEngine.open(version, DjlEngineConfig.of(batching, 256), System::nanoTime);
    }

    static Sampling plain(int maxTokens) {
        return new Sampling(1, 1, 0, maxTokens, List.of(1), 42);
    }

    /** A request with a prompt derived from its name. */
    static SamplingRequest request(String query, int promptTokens, int samples, Sampling sampling) {
        int[] prompt = new Random(query.hashCode()).ints(promptTokens, 3, 20).toArray();
        return new SamplingRequest(query, 0, PromptKind.PLAIN, new TokenIds(prompt), samples, sampling);
    }

    static List<Response> sample(DjlPolicyEngine engine, SamplingRequest request) {
        return get(engine.sample(request));
    }

    static List<Response> get(java.util.concurrent.Future<List<Response>> future) {
        try {
            return future.get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The same tokens; log-probabilities may differ by rounding. */
    static void assertSame(List<Response> actual, List<Response> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i).tokens()).isEqualTo(expected.get(i).tokens());
            assertThat(actual.get(i).finish()).isEqualTo(expected.get(i).finish());
            for (int t = 0; t < actual.get(i).length(); t++) {
                assertThat(actual.get(i).logProbs().values()[t])
                        .isCloseTo(expected.get(i).logProbs().values()[t], within(1e-4f));
            }
        }
    }
}
