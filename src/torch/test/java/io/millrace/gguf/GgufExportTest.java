package io.millrace.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.huggingface.FloatType;
import io.millrace.huggingface.ModelConfig;
import io.millrace.huggingface.ModelFolder;
import io.millrace.huggingface.ModelLayout.Part;
import io.millrace.model.PolicyException;
import io.millrace.token.json.ByteVocabulary;
import io.millrace.token.json.SymbolVocabulary;
import io.millrace.torch.TestModels;
import io.millrace.torch.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufExportTest {
    private static final SymbolVocabulary SYMBOLS = new SymbolVocabulary(List.of("+", "12", "\n", "\\", "ü"));

    @TempDir
    Path temp;

    private Path policy(ModelConfig config) {
        Path source = TestModels.config(temp.resolve("source"), TestModels.json(config));
        SYMBOLS.write(source, config.positions());
        Path policy = temp.resolve("policy");
        try (Weights weights = Weights.random(config, 3)) {
            weights.write(policy, source, FloatType.BF16);
        }
        return policy;
    }

    private GgufReader.Content export(Path policy) throws Exception {
        Path file = temp.resolve("policy.gguf");
        GgufExport.write(policy, "tiny", file);
        return GgufReader.read(file);
    }

    private static float[] values(Path policy, String name) {
        try (ModelFolder model = ModelFolder.open(policy)) {
            Part part = model.parts().stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            float[] all = new float[(int) part.elements()];
            model.read(part, (values, count, offset) -> System.arraycopy(values, 0, all, (int) offset, count));
            return all;
        }
    }

    @Test
    void metadataAreTheDimensionsOfTheModel() throws Exception {
        assertThat(export(policy(TestModels.QWEN2)).metadata())
                .containsEntry("general.architecture", "qwen2")
                .containsEntry("general.name", "tiny")
                .containsEntry("qwen2.block_count", 3)
                .containsEntry("qwen2.context_length", 512)
                .containsEntry("qwen2.embedding_length", 32)
                .containsEntry("qwen2.feed_forward_length", 48)
                .containsEntry("qwen2.attention.head_count", 6)
                .containsEntry("qwen2.attention.head_count_kv", 2)
                .containsEntry("qwen2.attention.key_length", 8)
                .containsEntry("qwen2.attention.layer_norm_rms_epsilon", 1e-5f)
                .containsEntry("qwen2.rope.freq_base", 1e6f)
                .containsEntry("tokenizer.ggml.eos_token_id", 1)
                .containsEntry("tokenizer.ggml.unknown_token_id", 0)
                .containsEntry("tokenizer.ggml.padding_token_id", 2)
                .containsKey("tokenizer.chat_template");
    }

    @Test
    void qwenTensorsAreThoseOfTheFolder() throws Exception {
        Path policy = policy(TestModels.QWEN2);
        GgufReader.Content file = export(policy);

        assertThat(file.tensors())
                .as("tied embeddings are written once")
                .doesNotContainKey("output.weight")
                .hasSize(2 + 3 * 12);
        assertThat(file.tensors().get("token_embd.weight").shape()).containsExactly(32L, 40L);
        assertThat(file.tensors().get("token_embd.weight").values())
                .isEqualTo(values(policy, "model.embed_tokens.weight"));
        assertThat(file.tensors().get("blk.2.attn_q.weight").values())
                .isEqualTo(values(policy, "model.layers.2.self_attn.q_proj.weight"));
        assertThat(file.tensors().get("blk.1.attn_k.bias").values())
                .isEqualTo(values(policy, "model.layers.1.self_attn.k_proj.bias"));
        assertThat(file.tensors().get("blk.0.ffn_down.weight").values())
                .isEqualTo(values(policy, "model.layers.0.mlp.down_proj.weight"));
    }

    @Test
    void llamaProjectionsAreReorderedForNeighbouringRotations() throws Exception {
        Path policy = policy(TestModels.LLAMA);
        GgufReader.Content file = export(policy);

        for (String name : List.of("q", "k")) {
            float[] from = values(policy, "model.layers.1.self_attn.%s_proj.weight".formatted(name));
            float[] to =
                    file.tensors().get("blk.1.attn_%s.weight".formatted(name)).values();
            int columns = 40;
            int half = 5;
            for (int head = 0; head < 4; head++) {
                for (int i = 0; i < half; i++) {
                    for (int column = 0; column < columns; column++) {
                        int even = (head * 2 * half + 2 * i) * columns + column;
                        int first = (head * 2 * half + i) * columns + column;
                        assertThat(to[even]).isEqualTo(from[first]);
                        assertThat(to[even + columns]).isEqualTo(from[first + half * columns]);
                    }
                }
            }
        }
        assertThat(file.tensors().get("blk.1.attn_v.weight").values())
                .isEqualTo(values(policy, "model.layers.1.self_attn.v_proj.weight"));
        assertThat(file.tensors()).containsKey("output.weight");
    }

    @Test
    void tokensAreBytesWithEscapes() throws Exception {
        GgufReader.Content file = export(policy(TestModels.QWEN2));

        List<?> tokens = (List<?>) file.metadata().get("tokenizer.ggml.tokens");
        assertThat(tokens).hasSize(40);
        assertThat(tokens.subList(0, 2)).isEqualTo(List.of("<unk>", "<|im_end|>"));
        assertThat(tokens.get(3)).isEqualTo("<|im_end|>\n");
        assertThat(tokens.subList(7, 13)).isEqualTo(List.of("+", "12", "\\x0a", "\\x5c", "\\xc3\\xbc", "\\xff12"));
        List<?> types = (List<?>) file.metadata().get("tokenizer.ggml.token_type");
        assertThat(types.subList(6, 8)).isEqualTo(List.of(3, 1));
        assertThat(types.get(12)).isEqualTo(5);
        assertThat(file.metadata()).containsEntry("tokenizer.ggml.model", "rwkv");
    }

    @Test
    void aByteVocabularyHasATokenForEachByte() throws Exception {
        ModelConfig bytes = new ModelConfig(
                ModelConfig.Family.LLAMA, 1, 8, 8, 2, 2, 4, 261, 1e-6, 10_000, true, false, 64, List.of(256), 0.4);
        Path source = TestModels.config(temp.resolve("source"), TestModels.json(bytes));
        new ByteVocabulary("<think>", "</think>").write(source, 64);
        Path policy = temp.resolve("bytes");
        try (Weights weights = Weights.random(bytes, 3)) {
            weights.write(policy, source, FloatType.F32);
        }

        List<?> tokens = (List<?>) export(policy).metadata().get("tokenizer.ggml.tokens");
        assertThat(tokens).hasSize(261);
        assertThat(tokens.get('a')).isEqualTo("a");
        assertThat(tokens.get(0xff)).isEqualTo("\\xff");
        assertThat(tokens.get(259)).isEqualTo("<think>");
    }

    @Test
    void otherTokenizersAreRefused() throws Exception {
        Path policy = policy(TestModels.QWEN2);
        Path tokenizer = policy.resolve("tokenizer.json");
        Files.writeString(
                tokenizer,
                Files.readString(tokenizer).replace("\"normalizer\" : null", "\"normalizer\" : {\"type\" : \"NFC\"}"));

        assertThatThrownBy(() -> export(policy))
                .isInstanceOf(PolicyException.class)
                .hasMessage(
                        policy
                                + ": tokenizer.json must be a list of symbols or bytes, such as that of deploy/models/reason, was another or missing: convert the folder with llama.cpp's convert_hf_to_gguf.py");
    }
}
