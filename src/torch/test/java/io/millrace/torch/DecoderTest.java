package io.millrace.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.pytorch.engine.PtNDManager;
import io.millrace.huggingface.ModelConfig;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecoderTest {
    private static final int TOKENS = 19;

    @BeforeEach
    void enter() {
        EngineRuntime.enter();
    }

    @Test
    void aLlamaAgreesWithTheEagerReference() {
        try (Weights weights = Weights.random(TestModels.LLAMA, 7)) {
            assertAgrees(weights);
        }
    }

    @Test
    void aQwen2WithSharedHeadsBiasesAndTiedEmbeddingsAgreesWithTheEagerReference() {
        try (Weights weights = Weights.random(TestModels.QWEN2, 8)) {
            RandomBiases.fill(weights, 9);
            assertAgrees(weights);
        }
    }

    @Test
    void verlsModelAgreesWithTheEagerReference() {
        Optional<Path> verl = TestModels.verl();
        assumeTrue(verl.isPresent(), "shared/digit-completion is not on this machine");
        try (Weights weights = Weights.load(verl.orElseThrow())) {
            assertAgrees(weights);
        }
    }

    @Test
    void paddingOnTheLeftChangesNothing() {
        try (Weights weights = Weights.random(TestModels.QWEN2, 3);
                PtNDManager scope = EngineRuntime.newManager();
                TorchScriptProgram program = TorchScriptProgram.load("decoder", ProgramSource.of(TestModels.QWEN2))) {
            long[] ids = {5, 6, 7, 8, 0, 0, 5, 6};
            float[] padded = Tensors.floats(program.run(
                            scope,
                            "logits_left_padded",
                            weights.arrays(),
                            Tensors.of(scope, ids, 2, 4),
                            Tensors.of(scope, 0, 2))
                    .get(0));
            float[] alone = Tensors.floats(
                    program.run(scope, "logits", weights.arrays(), Tensors.of(scope, new long[] {5, 6}, 1, 2))
                            .get(0));
            int v = TestModels.QWEN2.vocabulary();
            for (int i = 0; i < 2 * v; i++) {
                assertThat(padded[6 * v + i]).isCloseTo(alone[i], within(1e-4f));
                assertThat(padded[i]).isCloseTo(alone[i], within(1e-4f));
            }
        }
    }

    private static void assertAgrees(Weights weights) {
        ModelConfig config = weights.config();
        int[] ids = new Random(1).ints(TOKENS, 0, config.vocabulary()).toArray();
        try (PtNDManager scope = EngineRuntime.newManager();
                EagerLlama eager = new EagerLlama(weights);
                TorchScriptProgram program = TorchScriptProgram.load("decoder", ProgramSource.of(config))) {
            long[] longs = java.util.Arrays.stream(ids).asLongStream().toArray();
            float[] logits =
                    Tensors.floats(program.run(scope, "logits", weights.arrays(), Tensors.of(scope, longs, 1, TOKENS))
                            .get(0));
            float[][] expected = eager.logits(ids);
            for (int t = 0; t < TOKENS; t++) {
                for (int v = 0; v < config.vocabulary(); v++) {
                    assertThat(logits[t * config.vocabulary() + v])
                            .as("logit of token %d after %d", v, t)
                            .isCloseTo(expected[t][v], within(1e-4f));
                }
            }
        }
    }
}
