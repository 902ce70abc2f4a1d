package io.millrace.token.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.check.Require;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * A vocabulary of tokens of one or more characters, written as a tokenizer.json that Hugging Face's libraries can read.
 *
 * <pre>
 *   0 unknown   1 end   2 padding   3..6 the other parts of ChatML   7.. the symbols
 * </pre>
 *
 * <p>A text is split at the leftmost symbol, the longest of those that begin there; a run of characters outside of
 * symbols becomes one unknown token, which has no text. Decoding concatenates the symbols.
 */
public final class SymbolVocabulary {
    private static final String UNKNOWN = "<unk>";
    private static final String END = "<|im_end|>";
    private static final List<String> SPECIAL = List.of(
            UNKNOWN,
            END,
            "<pad>",
            "<|im_end|>\n",
            "<|im_start|>system\n",
            "<|im_start|>user\n",
            "<|im_start|>assistant\n");
    private static final String TEMPLATE =
            "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' }}"
                    + "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

    private final List<String> tokens;

    /** @param symbols distinct symbols, none empty */
    public SymbolVocabulary(List<String> symbols) {
        tokens = new ArrayList<>(SPECIAL);
        tokens.addAll(symbols);
        for (String symbol : symbols) {
            Require.that(!symbol.isEmpty(), "symbols: must not be empty, was one of %d", symbols.size());
        }
        Require.that(
                new LinkedHashSet<>(tokens).size() == tokens.size(),
                "symbols: must differ from each other and from %s, were %s",
                SPECIAL,
                symbols);
    }

    /** Number of token ids V. */
    public int size() {
        return tokens.size();
    }

    /**
     * Writes tokenizer.json and tokenizer_config.json, from which {@link Tokenizers#load} creates the tokenizer.
     *
     * @param maxTokens maximum context of the model, in tokens
     */
    public void write(Path folder, int maxTokens) {
        ObjectNode config = TokenizerFiles.config(maxTokens)
                .put("unk_token", UNKNOWN)
                .put("eos_token", END)
                .put("pad_token", "<pad>")
                .put("chat_template", TEMPLATE);
        TokenizerFiles.write(folder, tokenizer(), config);
    }

    /** Whether a tokenizer.json is of this kind, with any symbols. */
    public static boolean matches(JsonNode tokenizer) {
        JsonNode model = tokenizer.path("model");
        return tokenizer.path("normalizer").isNull()
                && tokenizer.path("pre_tokenizer").isNull()
                && model.path("type").asText().equals("WordLevel")
                && model.path("vocab").size() == tokenizer.path("added_tokens").size();
    }

    private ObjectNode tokenizer() {
        ObjectNode json = TokenizerFiles.JSON.createObjectNode().put("version", "1.0");
        json.putNull("truncation").putNull("padding");
        ArrayNode added = json.putArray("added_tokens");
        json.putNull("normalizer").putNull("pre_tokenizer").putNull("post_processor");
        json.putObject("decoder").put("type", "Fuse");
        ObjectNode model = json.putObject("model").put("type", "WordLevel");
        ObjectNode vocabulary = model.putObject("vocab");
        model.put("unk_token", UNKNOWN);
        for (int id = 0; id < tokens.size(); id++) {
            vocabulary.put(tokens.get(id), id);
            TokenizerFiles.add(added, id, tokens.get(id), id < SPECIAL.size());
        }
        return json;
    }
}
