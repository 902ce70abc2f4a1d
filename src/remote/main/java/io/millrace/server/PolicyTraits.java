package io.millrace.server;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.config.MillraceConfig;
import io.millrace.json.JsonFile;
import io.millrace.model.ChatMessage;
import io.millrace.model.PolicyException;
import io.millrace.model.TokenIds;
import io.millrace.token.Tokenizer;
import io.millrace.token.UnreadablePromptException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Traits of a policy that servers must have.
 *
 * @param model configured name under which they serve the policy; empty takes their own
 * @param tokenizer the policy's tokenizer
 * @param vocabulary number of token ids of the policy's model
 * @param contextTokens configured maximum length of prompt and response together, in tokens
 * @param temperature temperature of training samples
 * @param prompt prompt of the test samples
 */
record PolicyTraits(
        String model, Tokenizer tokenizer, int vocabulary, int contextTokens, double temperature, TokenIds prompt) {
    private static final String QUESTION = "12 + 7 = ?";
    private static final int TEST_TOKENS = 8;
    private static final String TEXT = "12 + 7 = 19";

    PolicyTraits {
        requireNonNull(model, "model");
        requireNonNull(tokenizer, "tokenizer");
        requireNonNull(prompt, "prompt");
    }

    /**
     * The traits of a configured policy.
     *
     * @param folder folder of the policy
     * @throws PolicyException if its configuration cannot be read
     */
    static PolicyTraits of(MillraceConfig config, Path folder, Tokenizer tokenizer) {
        int vocabulary = vocabulary(folder, tokenizer);
        return new PolicyTraits(
                config.policy().servers().model(),
                tokenizer,
                vocabulary,
                config.policy().contextLimit(),
                config.sampling().temperature(),
                prompt(tokenizer, vocabulary));
    }

    /** The vocabulary of the model, which may exceed that of its tokenizer. */
    private static int vocabulary(Path policy, Tokenizer tokenizer) {
        Path file = policy.resolve("config.json");
        if (!Files.exists(file)) {
            return tokenizer.vocabulary();
        }
        try {
            JsonNode size = JsonFile.tree(file).path("vocab_size");
            return Math.max(tokenizer.vocabulary(), size.asInt(0));
        } catch (IOException e) {
            throw new PolicyException(
                    "policy %s: config.json could not be read: %s".formatted(policy, e.getMessage()), e);
        }
    }

    /** A short question as a prompt; a tokenizer that cannot encode it gets the first tokens of its vocabulary. */
    private static TokenIds prompt(Tokenizer tokenizer, int vocabulary) {
        try {
            TokenIds prompt = tokenizer.prompt(List.of(new ChatMessage("user", QUESTION)));
            if (prompt.size() > 0) {
                return prompt;
            }
        } catch (UnreadablePromptException e) {
            // The vocabulary has no digits, or the template rejects such a conversation.
        }
        int[] ids = new int[TEST_TOKENS];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = i % vocabulary;
        }
        return new TokenIds(ids);
    }

    /**
     * A text that the policy and its servers must encode alike; without the characters that the vocabulary does not have, which
     * tokenizers treat differently. Empty if it has none of them.
     */
    String text() {
        if (tokenizer.unknown().isEmpty()) {
            return TEXT;
        }
        int unknown = tokenizer.unknown().getAsInt();
        return TEXT.codePoints()
                .mapToObj(Character::toString)
                .filter(character ->
                        Arrays.stream(tokenizer.encode(character).ids()).noneMatch(id -> id == unknown))
                .collect(Collectors.joining());
    }
}
