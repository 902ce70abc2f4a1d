package io.millrace.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.huggingface.FloatType;
import io.millrace.huggingface.SafetensorsWriter;
import io.millrace.huggingface.SafetensorsWriter.TensorSource;
import io.millrace.model.PolicyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsTest {
    @TempDir
    Path folder;

    private Path like;

    @BeforeEach
    void config() {
        EngineRuntime.enter();
        like = TestModels.config(folder.resolve("like"), TestModels.json(TestModels.QWEN2));
    }

    @Test
    void theSameSeedGivesTheSameWeightsAndAnotherSeedOtherOnes() {
        try (Weights one = Weights.random(TestModels.QWEN2, 1);
                Weights same = Weights.random(TestModels.QWEN2, 1);
                Weights other = Weights.random(TestModels.QWEN2, 2)) {
            assertThat(values(same)).isDeepEqualTo(values(one));
            assertThat(values(other)[0]).isNotEqualTo(values(one)[0]);
        }
    }

    @Test
    void newWeightsAreNormalWithTheConfigsDeviation() {
        try (Weights weights = Weights.random(TestModels.QWEN2, 5)) {
            float[] embedding = values(weights)[0];
            double sum = 0;
            double squares = 0;
            double fourth = 0;
            for (float v : embedding) {
                sum += v;
                squares += v * v;
                fourth += Math.pow(v, 4);
            }
            double variance = squares / embedding.length;
            assertThat(sum / embedding.length).isCloseTo(0, within(0.05));
            assertThat(Math.sqrt(variance)).isCloseTo(0.4, within(0.02));
            assertThat(fourth / embedding.length / variance / variance)
                    .as("kurtosis")
                    .isCloseTo(3, within(0.5));
            int bias = 3;
            assertThat(values(weights)[bias]).containsOnly(0);
            assertThat(values(weights)[1]).containsOnly(1);
        }
    }

    @Test
    void float32SurvivesARoundTripThroughAFolder() {
        try (Weights weights = Weights.random(TestModels.QWEN2, 6)) {
            RandomBiases.fill(weights, 6);
            weights.write(folder.resolve("written"), like, FloatType.F32);
            try (Weights read = Weights.load(folder.resolve("written"))) {
                assertThat(values(read)).isDeepEqualTo(values(weights));
            }
        }
    }

    @Test
    void theFolderIsCompleteAndStatesItsType() throws IOException {
        Files.writeString(like.resolve("tokenizer_config.json"), "{\"char_ords\": [48]}");
        Files.writeString(like.resolve("README.md"), "not part of a model");
        Path written = folder.resolve("written");
        try (Weights weights = Weights.random(TestModels.QWEN2, 6)) {
            weights.write(written, like, FloatType.BF16);
            assertThat(written).isDirectoryContaining("glob:**/tokenizer_config.json");
            assertThat(written.resolve("README.md")).doesNotExist();
            assertThat(written.resolve("config.json")).content().contains("\"torch_dtype\" : \"bfloat16\"");
            assertThatThrownBy(() -> weights.write(written, like, FloatType.BF16))
                    .isInstanceOf(PolicyException.class)
                    .hasMessage(written + ": already exists; a written model is never changed");
        }
    }

    @Test
    void verlsModelIsExportedByteForByte() {
        Optional<Path> verl = TestModels.verl();
        assumeTrue(verl.isPresent(), "shared/digit-completion is not on this machine");
        try (Weights weights = Weights.load(verl.orElseThrow())) {
            weights.write(folder.resolve("written"), verl.orElseThrow(), FloatType.BF16);
        }
        assertThat(folder.resolve("written/model.safetensors"))
                .hasSameBinaryContentAs(verl.orElseThrow().resolve("model.safetensors"));
        assertThat(folder.resolve("written/tokenizer_config.json"))
                .hasSameBinaryContentAs(verl.orElseThrow().resolve("tokenizer_config.json"));
    }

    @Test
    void aModelInShardsIsRead() throws IOException {
        try (Weights weights = Weights.random(TestModels.QWEN2, 7)) {
            List<TensorSource> all = weights.tensors();
            shards(all);
            try (Weights read = Weights.load(like)) {
                assertThat(values(read)).isDeepEqualTo(values(weights));
            }
        }
    }

    @Test
    void anIndexThatNamesAFileElsewhereIsRefused() throws IOException {
        Path index = like.resolve("model.safetensors.index.json");
        Files.writeString(index, "{\"weight_map\": {\"a\": \"../a.safetensors\"}}");
        assertThatThrownBy(() -> Weights.load(like))
                .isInstanceOf(PolicyException.class)
                .hasMessage(index + ": tensor a: file must be a safetensors file of this folder, was ../a.safetensors");
    }

    @Test
    void anIndexThatMisstatesAShardIsRefused() throws IOException {
        SafetensorsWriter.write(
                like.resolve("s.safetensors"), List.of(TensorSource.of("b", List.of(1L), 1)), FloatType.F32);
        Files.writeString(like.resolve("model.safetensors.index.json"), "{\"weight_map\": {\"a\": \"s.safetensors\"}}");
        assertThatThrownBy(() -> Weights.load(like))
                .hasMessage(like.resolve("s.safetensors") + ": does not contain tensor a, which the index names");
    }

    @Test
    void aMissingTensorIsNamed() {
        single(tensors -> tensors.removeIf(t -> t.name().equals("model.layers.2.mlp.up_proj.weight")));
        assertThatThrownBy(() -> Weights.load(like))
                .isInstanceOf(PolicyException.class)
                .hasMessage(like
                        + ": does not contain tensor model.layers.2.mlp.up_proj.weight, which config.json requires");
    }

    @Test
    void aTensorOfAnotherShapeIsNamed() {
        single(tensors -> tensors.replaceAll(t -> t.name().equals("model.norm.weight")
                ? TensorSource.of("model.norm.weight", List.of(2L, 16L), new float[32])
                : t));
        assertThatThrownBy(() -> Weights.load(like))
                .hasMessage(
                        like + ": tensor model.norm.weight: shape must be [32] according to config.json, was [2, 16]");
    }

    @Test
    void anUnusedTensorIsRejected() {
        single(tensors -> tensors.add(TensorSource.of("model.layers.0.self_attn.o_proj.bias", List.of(1L), 1)));
        assertThatThrownBy(() -> Weights.load(like))
                .hasMessage(
                        like
                                + ": must contain only tensors of a QWEN2 model, also had [model.layers.0.self_attn.o_proj.bias], whose purpose is unknown");
    }

    @Test
    void aCopyOfTheTiedOutputIsNotRead() {
        single(tensors -> tensors.add(head(tensors.get(0), 1)));
        try (Weights weights = Weights.load(like)) {
            assertThat(weights.layout().output()).isZero();
        }
    }

    @Test
    void anOutputThatDiffersFromTheTiedOneIsRefused() {
        String rule = like
                + ": tensor lm_head.weight must equal model.embed_tokens.weight because tie_word_embeddings is true in config.json, has different values; set tie_word_embeddings to false to use it, or remove the tensor";
        single(tensors -> tensors.add(head(tensors.get(0), 2)));
        assertThatThrownBy(() -> Weights.load(like))
                .isInstanceOf(PolicyException.class)
                .hasMessage(rule);
        single(tensors -> tensors.add(TensorSource.of("lm_head.weight", List.of(1L), 1)));
        assertThatThrownBy(() -> Weights.load(like)).hasMessage(rule);
    }

    /** The embeddings as a separate tensor, times a factor. */
    private static TensorSource head(TensorSource embeddings, float factor) {
        float[] values = new float[40 * 32];
        embeddings.reader().read(0, values, values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return TensorSource.of("lm_head.weight", List.of(40L, 32L), values);
    }

    @Test
    void closingFreesTheMemoryOnce() {
        int before = EngineRuntime.liveArrays();
        Weights weights = Weights.random(TestModels.LLAMA, 1);
        weights.close();
        weights.close();
        assertThat(EngineRuntime.liveArrays()).isEqualTo(before);
    }

    @Test
    void aCopyIsIndependent() {
        try (Weights weights = Weights.random(TestModels.LLAMA, 1);
                Weights copy = weights.copy()) {
            float first = values(weights)[0][0];
            Tensors.put(copy.arrays()[0], 0, new float[] {9}, 1);
            assertThat(values(weights)[0][0]).isEqualTo(first);
            copy.copyFrom(weights);
            assertThat(values(copy)).isDeepEqualTo(values(weights));
        }
    }

    private void single(Consumer<List<TensorSource>> change) {
        try (Weights weights = Weights.random(TestModels.QWEN2, 7)) {
            List<TensorSource> tensors = new ArrayList<>(weights.tensors());
            change.accept(tensors);
            SafetensorsWriter.write(like.resolve("model.safetensors"), tensors, FloatType.F32);
        }
    }

    private void shards(List<TensorSource> all) throws IOException {
        int half = all.size() / 2;
        SafetensorsWriter.write(like.resolve("model-1.safetensors"), all.subList(0, half), FloatType.F32);
        SafetensorsWriter.write(like.resolve("model-2.safetensors"), all.subList(half, all.size()), FloatType.F32);
        List<String> map = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            map.add("\"%s\": \"model-%d.safetensors\"".formatted(all.get(i).name(), i < half ? 1 : 2));
        }
        Files.writeString(
                like.resolve("model.safetensors.index.json"),
                "{\"metadata\": {}, \"weight_map\": {" + String.join(", ", map) + "}}");
    }

    private static float[][] values(Weights weights) {
        float[][] values = new float[weights.arrays().length][];
        for (int i = 0; i < values.length; i++) {
            values[i] = Tensors.floats(weights.arrays()[i]);
        }
        return values;
    }
}
