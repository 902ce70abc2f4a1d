package io.millrace.token.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;

/**
 * A vocabulary of one token per byte of UTF-8, so that any text can be encoded, with the ChatML tokens and two think
 * tags; written as a tokenizer.json that Hugging Face's libraries can read.
 *
 * <pre>
 *   0..255 bytes   256 end   257 padding   258 begin of a turn   259 open   260 close
 * </pre>
 */
public final class ByteVocabulary {
    /** The token that ends a response. */
    public static final int END = 256;
    /** The padding token. */
    public static final int PADDING = 257;

    private static final String TEMPLATE =
            "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' }}"
                    + "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

    private final List<String> added;

    /**
     * @param open tag before the thinking
     * @param close tag after it
     */
    public ByteVocabulary(String open, String close) {
        added = List.of("<|im_end|>", "<pad>", "<|im_start|>", open, close);
    }

    /** Number of token ids V. */
    public int size() {
        return END + added.size();
    }

    /**
     * Writes tokenizer.json and tokenizer_config.json, from which {@link Tokenizers#load} creates the tokenizer.
     *
     * @param maxTokens maximum context of the model, in tokens
     */
    public void write(Path folder, int maxTokens) {
        ObjectNode config = TokenizerFiles.config(maxTokens)
                .put("eos_token", added.get(0))
                .put("pad_token", added.get(1))
                .put("chat_template", TEMPLATE);
        TokenizerFiles.write(folder, tokenizer(), config);
    }

    /** Whether a tokenizer.json is of this kind, with any special tokens. */
    public static boolean matches(JsonNode tokenizer) {
        JsonNode model = tokenizer.path("model");
        return tokenizer.path("normalizer").isNull()
                && tokenizer.path("pre_tokenizer").equals(byteLevel())
                && model.path("type").asText().equals("BPE")
                && model.path("merges").isEmpty()
                && model.path("vocab").equals(bytes());
    }

    private ObjectNode tokenizer() {
        ObjectNode json = TokenizerFiles.JSON.createObjectNode().put("version", "1.0");
        json.putNull("truncation").putNull("padding");
        ArrayNode tokens = json.putArray("added_tokens");
        for (int i = 0; i < added.size(); i++) {
            TokenizerFiles.add(tokens, END + i, added.get(i), i < 3);
        }
        json.putNull("normalizer");
        json.set("pre_tokenizer", byteLevel());
        json.putNull("post_processor");
        json.set("decoder", byteLevel());
        ObjectNode model = json.putObject("model").put("type", "BPE");
        model.putNull("dropout").putNull("unk_token").putNull("continuing_subword_prefix");
        model.putNull("end_of_word_suffix").put("fuse_unk", false).put("byte_fallback", false);
        model.set("vocab", bytes());
        model.putArray("merges");
        return json;
    }

    private static ObjectNode bytes() {
        ObjectNode vocabulary = TokenizerFiles.JSON.createObjectNode();
        List<String> written = TokenBytes.alphabet();
        for (int b = 0; b < written.size(); b++) {
            vocabulary.put(written.get(b), b);
        }
        return vocabulary;
    }

    private static ObjectNode byteLevel() {
        return TokenizerFiles.JSON
                .createObjectNode()
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", true)
                .put("use_regex", false);
    }
}
