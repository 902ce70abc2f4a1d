package io.millrace.policy.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.model.ChatMessage;
import io.millrace.model.TokenIds;
import io.millrace.policy.PolicyException;
import io.millrace.policy.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What tokenizer.json says, run by Hugging Face's own library. */
final class JsonTokenizer implements Tokenizer {
    private static final Map<String, String> OPTIONS =
            Map.of("addSpecialTokens", "false", "padding", "false", "truncation", "false");

    private final HuggingFaceTokenizer tokenizer;
    private final ChatTemplate template;
    private final List<Integer> stopIds;
    private final int vocabulary;

    JsonTokenizer(Path folder, JsonNode config) {
        Path file = folder.resolve("tokenizer.json");
        JsonNode json = Tokenizers.json(file);
        vocabulary = Math.max(
                highestId(json) + 1,
                Tokenizers.json(folder.resolve("config.json"))
                        .path("vocab_size")
                        .asInt(0));
        template = ChatTemplate.of(folder, config);
        stopIds = stopIds(folder, config, json);
        try {
            tokenizer = HuggingFaceTokenizer.newInstance(file, OPTIONS);
        } catch (IOException | RuntimeException e) {
            throw new PolicyException("%s: must be a tokenizer, was not: %s".formatted(file, e.getMessage()), e);
        }
    }

    @Override
    public TokenIds encode(String text) {
        return tokens(tokenizer.encode(text, false, false).getIds());
    }

    @Override
    public String decode(TokenIds tokens) {
        return tokenizer.decode(Arrays.stream(tokens.ids()).asLongStream().toArray(), true);
    }

    /**
     * Without a chat template the tokenizer's post-processor adds its special tokens, for instance Llama's beginning of text. A
     * stop token that it puts at the end is left out, since the answer goes on from there.
     */
    @Override
    public TokenIds prompt(List<ChatMessage> messages) {
        String text = template.render(messages);
        if (template.complete()) {
            return encode(text);
        }
        Encoding encoding = tokenizer.encode(text, true, false);
        long[] ids = encoding.getIds();
        int length = ids.length;
        while (length > 0
                && encoding.getSpecialTokenMask()[length - 1] == 1
                && stopIds.contains(Math.toIntExact(ids[length - 1]))) {
            length--;
        }
        return tokens(Arrays.copyOf(ids, length));
    }

    private static TokenIds tokens(long... ids) {
        return new TokenIds(Arrays.stream(ids).mapToInt(Math::toIntExact).toArray());
    }

    @Override
    public List<Integer> stopIds() {
        return stopIds;
    }

    @Override
    public int vocabulary() {
        return vocabulary;
    }

    private static List<Integer> stopIds(Path folder, JsonNode config, JsonNode json) {
        List<Integer> named = Tokenizers.stopIds(folder);
        if (!named.isEmpty()) {
            return named;
        }
        JsonNode eos = config.path("eos_token");
        String token = eos.isObject() ? eos.path("content").asText() : eos.asText("");
        for (JsonNode added : json.path("added_tokens")) {
            if (!token.isEmpty() && added.path("content").asText().equals(token)) {
                return List.of(added.path("id").asInt());
            }
        }
        throw new PolicyException(
                "%s: must name the tokens that end a response as eos_token_id in config.json, named none"
                        .formatted(folder));
    }

    private static int highestId(JsonNode json) {
        int highest = -1;
        for (JsonNode id : json.path("model").path("vocab")) {
            highest = Math.max(highest, id.asInt(-1));
        }
        for (JsonNode added : json.path("added_tokens")) {
            highest = Math.max(highest, added.path("id").asInt(-1));
        }
        return highest;
    }
}
