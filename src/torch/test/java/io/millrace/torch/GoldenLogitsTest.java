package io.millrace.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.pytorch.engine.PtNDManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Random weights and the decoder produce, on every machine, the values in golden-logits.txt. */
class GoldenLogitsTest {
    private static final long[] IDS = {5, 17, 3, 9, 9, 21, 0, 14};

    @Test
    void aSeededModelGivesTheGoldenLogits() throws IOException {
        EngineRuntime.enter();
        try (Weights weights = Weights.random(TestModels.QWEN2, 2026);
                PtNDManager scope = EngineRuntime.newManager();
                TorchScriptProgram program = TorchScriptProgram.load("decoder", ProgramSource.of(TestModels.QWEN2))) {
            float[] logits =
                    Tensors.floats(program.run(scope, "logits", weights.arrays(), Tensors.of(scope, IDS, 1, IDS.length))
                            .get(0));
            List<Float> golden = golden();
            assertThat(golden).hasSize(logits.length);
            for (int i = 0; i < logits.length; i++) {
                assertThat(logits[i]).as("logit %d", i).isCloseTo(golden.get(i), within(1e-4f));
            }
        }
    }

    private static List<Float> golden() throws IOException {
        var in = Objects.requireNonNull(GoldenLogitsTest.class.getResourceAsStream("golden-logits.txt"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> List.of(line.split(" ")).stream())
                    .map(Float::valueOf)
                    .toList();
        }
    }
}
