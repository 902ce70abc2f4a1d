package io.millrace.gguf;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.huggingface.ModelConfig;
import io.millrace.model.PolicyException;
import io.millrace.token.ModelFiles;
import io.millrace.token.json.ByteVocabulary;
import io.millrace.token.json.SymbolVocabulary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A vocabulary of symbols or bytes as tokenizer {@code rwkv} of llama.cpp, which matches the longest token at each place, as these
 * vocabularies do. Its tokens are bytes, written as escapes; llama.cpp searches for special tokens as they are written.
 *
 * <p>Only texts that the vocabulary can encode are encoded alike. At a byte that begins some token of which the rest is missing, the
 * version of February 2025 does not return: such servers must be sent token ids, as Millrace does.
 */
final class GgufVocabulary {
    private static final int NORMAL = 1;
    private static final int CONTROL = 3;
    private static final int UNUSED = 5;
    private static final int BYTES = 256;

    private final List<String> tokens = new ArrayList<>();
    private final List<Integer> types = new ArrayList<>();
    private final ModelFiles files;
    private final JsonNode json;

    private GgufVocabulary(ModelFiles files, JsonNode json) {
        this.files = files;
        this.json = json;
    }

    /** @throws PolicyException if the tokenizer is not of these kinds */
    static GgufVocabulary read(ModelFiles files) {
        GgufVocabulary vocabulary = new GgufVocabulary(files, files.json("tokenizer.json"));
        boolean bytes = ByteVocabulary.matches(vocabulary.json);
        if (!bytes && !SymbolVocabulary.matches(vocabulary.json)) {
            throw new PolicyException(
                    "%s: tokenizer.json must be a list of symbols or bytes, such as that of deploy/models/reason, was another or missing: convert the folder with llama.cpp's convert_hf_to_gguf.py"
                            .formatted(files.folder()));
        }
        vocabulary.addTokens(bytes);
        return vocabulary;
    }

    private void addTokens(boolean bytes) {
        for (int b = 0; bytes && b < BYTES; b++) {
            set(b, new byte[] {(byte) b}, NORMAL);
        }
        json.path("added_tokens")
                .forEach(token -> set(
                        token.path("id").asInt(),
                        token.path("content").asText().getBytes(StandardCharsets.UTF_8),
                        token.path("special").asBoolean() ? CONTROL : NORMAL));
    }

    private void set(int id, byte[] token, int type) {
        fill(id + 1);
        tokens.set(
                id, type == CONTROL ? new String(token, StandardCharsets.UTF_8).replace("\\", "\\\\") : escaped(token));
        types.set(id, type);
    }

    private void fill(int size) {
        while (tokens.size() < size) {
            tokens.add("\\xff%d".formatted(tokens.size()));
            types.add(UNUSED);
        }
    }

    private static String escaped(byte[] token) {
        StringBuilder text = new StringBuilder();
        for (byte value : token) {
            boolean plain = value > ' ' && value <= '~' && value != '\\';
            text.append(plain ? Character.toString(value) : "\\x%02x".formatted(value));
        }
        return text.toString();
    }

    /** Adds the tokenizer to a file, with unused tokens up to the model's number of token ids. */
    void put(GgufWriter writer, ModelConfig config) {
        fill(config.vocabulary());
        writer.put("tokenizer.ggml.model", "rwkv")
                .putTexts("tokenizer.ggml.tokens", tokens)
                .putNumbers("tokenizer.ggml.token_type", types)
                .put("tokenizer.ggml.add_bos_token", false)
                .put("tokenizer.ggml.add_eos_token", false);
        id(files.specialTokens().get("unk_token")).ifPresent(id -> writer.put("tokenizer.ggml.unknown_token_id", id));
        id(files.specialTokens().get("pad_token")).ifPresent(id -> writer.put("tokenizer.ggml.padding_token_id", id));
        files.stopIds().stream()
                .findFirst()
                .or(() -> id(files.specialTokens().get("eos_token")))
                .ifPresent(id -> {
                    writer.put("tokenizer.ggml.eos_token_id", id);
                    // Never added, but llama-server's /props fails without one.
                    writer.put("tokenizer.ggml.bos_token_id", id);
                });
        String template = files.tokenizerConfig().path("chat_template").asText("");
        if (!template.isEmpty()) {
            writer.put("tokenizer.chat_template", template);
        }
    }

    private Optional<Integer> id(@Nullable String token) {
        for (JsonNode added : json.path("added_tokens")) {
            if (added.path("content").asText().equals(token)) {
                return Optional.of(added.path("id").asInt());
            }
        }
        return Optional.empty();
    }
}
