package io.millrace.huggingface;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.huggingface.SafetensorsWriter.TensorSource;
import io.millrace.model.PolicyException;
import io.millrace.torch.TestModels;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
    @TempDir
    Path folder;

    @Test
    void missingLayersAreReportedBeforeTheirTensorNamesAreGenerated() {
        TestModels.config(
                folder,
                TestModels.json(TestModels.LLAMA).replace("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 2000"));
        SafetensorsWriter.write(
                folder.resolve("model.safetensors"),
                List.of(
                        TensorSource.of("model.layers.0.input_layernorm.weight", List.of(1L), 1),
                        TensorSource.of("model.layers.1.input_layernorm.weight", List.of(1L), 1)),
                FloatType.F32);
        assertThatThrownBy(() -> ModelFolder.open(folder))
                .isInstanceOf(PolicyException.class)
                .hasMessage(folder + ": must have 2000 layers according to num_hidden_layers of config.json, had 2");
    }
}
