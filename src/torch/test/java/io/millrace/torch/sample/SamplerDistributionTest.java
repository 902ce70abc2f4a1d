package io.millrace.torch.sample;

import static io.millrace.torch.sample.EngineKit.request;
import static io.millrace.torch.sample.EngineKit.sample;
import static io.millrace.torch.sample.EngineKit.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.huggingface.ModelConfig;
import io.millrace.huggingface.ModelConfig.Family;
import io.millrace.model.PolicyVersion;
import io.millrace.model.Response;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingRequest;
import io.millrace.torch.EagerLlama;
import io.millrace.torch.TeacherForcing;
import io.millrace.torch.TestModels;
import io.millrace.torch.Weights;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pearson's chi-square of 6,000 draws against the eager model's distribution, at a level of 1 in 10,000. */
class SamplerDistributionTest {
    private static final int DRAWS = 6000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"1, 1, 0", "0.6, 1, 0", "1.5, 1, 0", "1, 0.7, 0", "1, 1, 5", "1.2, 0.9, 12"})
    void drawsFollowTheDistributionTheyReport(double temperature, double topP, int topK) {
        assertFollows(TestModels.LLAMA, new Sampling(temperature, topP, topK, 1, List.of(), 77));
    }

    @ParameterizedTest
    @CsvSource({"600, 1, 0", "600, 0.8, 0", "601, 1, 0", "601, 0.95, 40"})
    void drawsFromALargeVocabularyGoThroughBlocks(int vocabulary, double topP, int topK) {
        ModelConfig large = new ModelConfig(
                Family.LLAMA, 1, 16, 16, 2, 2, 8, vocabulary, 1e-6, 1e4, false, false, 512, List.of(1), 0.6);
        assertFollows(large, new Sampling(1, topP, topK, 1, List.of(), 78));
    }

    @Test
    void theTestDetectsDrawsFromAnotherDistribution() {
        double[] fair = {0.25, 0.25, 0.25, 0.25};
        assertThat(chiSquare(new long[] {1500, 1500, 1500, 1500}, fair)).isZero();
        assertThat(chiSquare(new long[] {1600, 1500, 1500, 1400}, fair)).isBetween(13.0, 14.0);
        assertThat(critical(3)).isBetween(20.0, 22.5);
    }

    private void assertFollows(ModelConfig config, Sampling sampling) {
        PolicyVersion version = version(folder, config, 1);
        SamplingRequest request = request("q", 4, DRAWS, sampling);
        try (DjlPolicyEngine engine = EngineKit.open(version, new Batching.Group());
                Weights weights = Weights.load(version.path());
                EagerLlama eager = new EagerLlama(weights)) {
            float[][] logits = eager.logits(request.prompt().ids());
            double[] expected = TeacherForcing.distribution(logits[logits.length - 1], sampling);
            long[] counts = new long[expected.length];
            for (Response response : sample(engine, request)) {
                counts[response.tokens().ids()[0]]++;
            }
            int bins = 0;
            for (int i = 0; i < counts.length; i++) {
                assertThat(expected[i] > 0 || counts[i] == 0)
                        .as("token %d is dropped", i)
                        .isTrue();
                bins += expected[i] * DRAWS >= 5 ? 1 : 0;
            }
            assertThat(bins).isGreaterThan(3);
            assertThat(chiSquare(counts, expected))
                    .as("chi-square, seed %d", sampling.seed())
                    .isLessThan(critical(bins));
        }
    }

    /** Over the tokens with at least five expected draws, and all others combined. */
    private static double chiSquare(long[] counts, double[] expected) {
        double sum = 0;
        double restExpected = 0;
        double restCount = 0;
        for (int i = 0; i < counts.length; i++) {
            double e = expected[i] * DRAWS;
            if (e >= 5) {
                sum += (counts[i] - e) * (counts[i] - e) / e;
            } else {
                restExpected += e;
                restCount += counts[i];
            }
        }
        return restExpected < 1 ? sum : sum + Math.pow(restCount - restExpected, 2) / restExpected;
    }

    /** Wilson and Hilferty's approximation of the quantile 0.9999. */
    private static double critical(int degrees) {
        double v = 2.0 / (9 * degrees);
        return degrees * Math.pow(1 - v + 3.719 * Math.sqrt(v), 3);
    }
}
