package io.millrace.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.millrace.model.PolicyException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TorchScriptProgramTest {
    private static final String LOSS = """
              def gradient(self: __torch__.M, p: List[Tensor], ids: Tensor) -> List[Tensor]:
                l = torch.log_softmax(self.logits(p, ids), -1)
                loss = torch.neg(torch.mean(torch.select(l, 1, 3)))
                gs = torch.grad([loss], p)
                G = annotate(List[Tensor], [loss])
                for g in gs:
                  G.append(unchecked_cast(Tensor, g))
                return G
            """;

    @BeforeEach
    void enter() {
        EngineRuntime.enter();
    }

    @Test
    void theDecodersGradientAgreesWithFiniteDifferences() {
        try (Weights weights = Weights.random(TestModels.QWEN2, 4);
                PtNDManager scope = EngineRuntime.newManager();
                TorchScriptProgram program = TorchScriptProgram.load(
                        "loss", ProgramSource.of(TestModels.QWEN2).plus(ProgramSource.of(LOSS)))) {
            RandomBiases.fill(weights, 5);
            int bias = 3;
            float[] before = Tensors.floats(weights.arrays()[bias]);
            float gradient = Tensors.floats(call(program, scope, weights).get(1 + bias))[0];
            float step = 1e-2f;
            Tensors.put(weights.arrays()[bias], 0, new float[] {before[0] + step}, 1);
            float above = Tensors.floats(call(program, scope, weights).get(0))[0];
            Tensors.put(weights.arrays()[bias], 0, new float[] {before[0] - step}, 1);
            float below = Tensors.floats(call(program, scope, weights).get(0))[0];
            assertThat(Math.abs(gradient)).isGreaterThan(1e-4f);
            assertThat(gradient).isCloseTo((above - below) / (2 * step), within(1e-3f));
        }
    }

    @Test
    void sourceThatDoesNotCompileIsRefusedWithTheProgramsName() {
        assertThatThrownBy(() -> TorchScriptProgram.load(
                        "wrong", ProgramSource.of("  def f(self: __torch__.M) -> Tensor:\n    return 1\n")))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith("program wrong: could not be loaded: ");
    }

    @Test
    void anErrorInsideLibtorchNamesTheMethod() {
        try (PtNDManager scope = EngineRuntime.newManager();
                TorchScriptProgram program = TorchScriptProgram.load("decoder", ProgramSource.of(TestModels.LLAMA));
                Weights weights = Weights.random(TestModels.LLAMA, 1)) {
            PtNDArray outside = Tensors.of(scope, new long[] {99}, 1, 1);
            assertThatThrownBy(() -> program.run(scope, "logits", weights.arrays(), outside))
                    .isInstanceOf(PolicyException.class)
                    .hasMessageStartingWith("program decoder.logits: failed: ")
                    .hasMessageContaining("index out of range");
        }
    }

    @Test
    void anArgumentOfAnUnsupportedTypeIsRefused() {
        try (PtNDManager scope = EngineRuntime.newManager();
                TorchScriptProgram program = TorchScriptProgram.load("decoder", ProgramSource.of(TestModels.LLAMA))) {
            assertThatThrownBy(() -> program.run(scope, "logits", 1))
                    .hasMessage("program argument: must be an array, long, double or boolean, was java.lang.Integer");
        }
    }

    private static List<PtNDArray> call(TorchScriptProgram program, PtNDManager scope, Weights weights) {
        NDList arguments = new NDList();
        for (PtNDArray array : weights.arrays()) {
            array.setRequiresGradient(true);
            array.setName("p[]");
            arguments.add(array);
        }
        arguments.add(Tensors.of(scope, new long[] {1, 2, 3, 4, 5, 6}, 2, 3));
        return program.runWithGradients(scope, "gradient", arguments);
    }
}
