package io.millrace.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.huggingface.ModelConfig.Family;
import io.millrace.model.PolicyException;
import io.millrace.testkit.SharedFiles;
import io.millrace.torch.TestModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelConfigTest {
    @TempDir
    Path folder;

    @Test
    void verlsConfigIsRead() {
        Optional<Path> verl = TestModels.verl();
        assumeTrue(verl.isPresent(), "shared/digit-completion is not on this machine");
        ModelConfig config = ModelConfig.read(verl.orElseThrow());
        assertThat(config)
                .isEqualTo(new ModelConfig(
                        Family.LLAMA, 4, 128, 344, 4, 4, 32, 16, 1e-6, 1e4, false, false, 2048, List.of(1), 0.02));
        assertThat(config.parameters()).isEqualTo(795_776);
    }

    @Test
    void aWrittenConfigIsReadBack() {
        for (ModelConfig config : List.of(TestModels.LLAMA, TestModels.QWEN2)) {
            TestModels.config(folder, TestModels.json(config));
            assertThat(ModelConfig.read(folder)).isEqualTo(config);
        }
    }

    @Test
    void defaultsEqualThoseOfTransformers() {
        TestModels.config(folder, """
                {"model_type": "llama", "num_hidden_layers": 1, "hidden_size": 12, "intermediate_size": 8,
                 "num_attention_heads": 3, "vocab_size": 5}
                """);
        assertThat(ModelConfig.read(folder))
                .isEqualTo(new ModelConfig(
                        Family.LLAMA, 1, 12, 8, 3, 3, 4, 5, 1e-6, 1e4, false, false, 2048, List.of(), 0.02));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"rope_theta\": 5e5",
                "\"rope_parameters\": {\"rope_type\": \"default\", \"rope_theta\": 5e5}",
                "\"rope_scaling\": {\"rope_type\": \"default\", \"rope_theta\": 5e5, \"factor\": 1.0}, \"rope_parameters\": null",
                "\"rope_scaling\": {\"rope_theta\": 500000}, \"rope_theta\": 5e5"
            })
    void ropeThetaIsReadInAllItsPlaces(String rope) {
        TestModels.config(folder, """
                {"model_type": "qwen2", "num_hidden_layers": 1, "hidden_size": 12, "intermediate_size": 8,
                 "num_attention_heads": 3, "vocab_size": 5, %s}
                """.formatted(rope));
        assertThat(ModelConfig.read(folder).ropeTheta()).isEqualTo(5e5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "model_type|\"mistral\"|model_type must be llama or qwen2, was mistral; serve other families through an HTTP engine",
                "hidden_act|\"gelu\"|hidden_act must be silu, was gelu; choose a model that has it",
                "mlp_bias|true|mlp_bias must be false, was true; choose a model without it",
                "attention_bias|true|attention_bias must be false, was true; choose a model without it",
                "use_sliding_window|true|use_sliding_window must be false, was true; choose a model without it",
                "rope_scaling|{\"rope_type\":\"yarn\",\"factor\":4}|rope_scaling must be null or of type default, was yarn; choose a model without scaled positions",
                "rope_scaling|{\"type\":\"linear\",\"factor\":2}|rope_scaling must be null or of type default, was linear; choose a model without scaled positions",
                "rope_parameters|{\"rope_type\":\"llama3\"}|rope_parameters must be null or of type default, was llama3; choose a model without scaled positions",
                "rope_parameters|{\"rope_type\":\"default\",\"partial_rotary_factor\":0.5}|rope_parameters.partial_rotary_factor must be 1, was 0.5; choose a model that rotates whole heads",
                "rope_scaling|{\"partial_rotary_factor\":\"all\"}|rope_scaling.partial_rotary_factor must be 1, was \"all\"; choose a model that rotates whole heads",
                "rope_scaling|{\"rope_type\":\"default\",\"mrope_section\":[2,2]}|rope_scaling.mrope_section must be absent, was [2,2]; choose a model with plain positions",
                "rope_parameters|{\"full_attention\":{\"rope_theta\":5}}|rope_parameters.full_attention must be absent, was {\"rope_theta\":5}; choose a model with plain positions",
                "rope_scaling|{\"rope_theta\":\"5e5\"}|rope_scaling.rope_theta must be a number, was \"5e5\"; check the file",
                "rope_scaling|\"linear\"|rope_scaling must be an object or null, was \"linear\"; check the file",
                "rope_scaling|{\"rope_theta\":5}|rope_theta must be the same in all places, was {rope_theta=10000.0, rope_scaling.rope_theta=5.0}; check the file",
                "partial_rotary_factor|0.5|partial_rotary_factor must be 1, was 0.5; choose a model that rotates whole heads",
                "quantization_config|{\"bits\":4}|quantization_config must be absent, was {\"bits\":4}; use unquantised weights",
                "num_hidden_layers|\"two\"|num_hidden_layers must be an integer, was \"two\"; check the file",
                "num_hidden_layers|0|model: num_hidden_layers must be >= 1, was 0",
                "num_hidden_layers|2147483647|model: num_hidden_layers must be <= 2048, was 2147483647",
                "hidden_size|2147483644|model: hidden_size must be <= 1048576, was 2147483644",
                "intermediate_size|2147483647|model: intermediate_size must be <= 1048576, was 2147483647",
                "num_key_value_heads|2147483647|model: num_key_value_heads must be <= 1048576, was 2147483647",
                "head_dim|2147483646|model: head_dim must be <= 1048576, was 2147483646",
                "vocab_size|2147483647|model: vocab_size must be <= 16777216, was 2147483647",
                "vocab_size|2147483648|vocab_size must be an integer, was 2147483648; check the file",
                "num_key_value_heads|3|model: num_key_value_heads must divide num_attention_heads 4, was 3",
                "head_dim|7|model: head_dim must be even for rotary positions, was 7",
                "rms_norm_eps|0|model: rms_norm_eps must be > 0, was 0.0",
                "rms_norm_eps|\"x\"|rms_norm_eps must be a number, was \"x\"; check the file",
                "tie_word_embeddings|1|tie_word_embeddings must be true or false, was 1; check the file",
                "eos_token_id|24|model: eos_token_id must be in [0, 24), was 24"
            })
    void unsupportedOrInvalidSyntaxIsRefusedByName(String key, String value, String message) {
        String json = TestModels.json(TestModels.LLAMA).strip();
        String without = json.replaceAll("\"" + key + "\": [^,}]+(\\[[^]]*])?,?", "");
        TestModels.config(folder, "{\"" + key + "\": " + value + ", " + without.substring(1));
        assertThatThrownBy(() -> ModelConfig.read(folder))
                .isInstanceOf(PolicyException.class)
                .hasMessage(folder.resolve("config.json") + ": " + message);
    }

    @Test
    void configsFromOtherProjectsAreReadOrRejected() {
        Path cases =
                SharedFiles.file("cases/rope-plain/config.json").getParent().getParent();
        assertThat(ModelConfig.read(cases.resolve("rope-in-scaling")))
                .isEqualTo(ModelConfig.read(cases.resolve("rope-plain")));
        assertThatThrownBy(() -> ModelConfig.read(cases.resolve("rope-partial")))
                .hasMessageContaining("rope_parameters.partial_rotary_factor must be 1, was 0.5");
        ModelFolder.open(cases.resolve("head-untied")).close();
        assertThatThrownBy(() -> ModelFolder.open(cases.resolve("head-tied")))
                .hasMessageContaining("tensor lm_head.weight must equal model.embed_tokens.weight");
    }

    @Test
    void headsThatDoNotDivideTheWidthAreRefused() {
        TestModels.config(folder, """
                {"model_type": "llama", "num_hidden_layers": 1, "hidden_size": 10, "intermediate_size": 8,
                 "num_attention_heads": 3, "vocab_size": 5}
                """);
        assertThatThrownBy(() -> ModelConfig.read(folder))
                .hasMessage(folder.resolve("config.json")
                        + ": num_attention_heads must be a divisor of hidden_size 10, was 3; or set head_dim");
    }

    @Test
    void aMissingOrBrokenFileIsRefused() throws Exception {
        Path file = folder.resolve("config.json");
        assertThatThrownBy(() -> ModelConfig.read(folder))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith(file + ": is not a readable JSON file: ");
        Files.writeString(file, "[]");
        assertThatThrownBy(() -> ModelConfig.read(folder)).hasMessage(file + ": does not contain a JSON object");
    }
}
