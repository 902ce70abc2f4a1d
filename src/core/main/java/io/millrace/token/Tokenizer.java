package io.millrace.token;

import io.millrace.model.ChatMessage;
import io.millrace.model.PolicyException;
import io.millrace.model.TokenIds;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The tokenizer of one model: encodes text and decodes tokens. Thread-safe. */
public interface Tokenizer {
    /** The token ids of a text, without special tokens added. */
    TokenIds encode(String text);

    /** The text of token ids without special tokens, except think tags if the tokenizer was configured to show them. */
    String decode(TokenIds tokens);

    /** The text of token ids with all special tokens, for display. */
    default String written(TokenIds tokens) {
        return decode(tokens);
    }

    /** Remarks for the user on the conversion of conversations to prompts. */
    default List<String> promptRemarks() {
        return List.of();
    }

    /** Remarks for the user on decoding. */
    default List<String> textRemarks() {
        return List.of();
    }

    /**
     * The number of tokens that contain a text's first characters, not counting a token that extends beyond them.
     *
     * @param tokens the tokens of the text
     * @param characters at least 0
     */
    default int tokensBefore(TokenIds tokens, int characters) {
        int low = 0;
        int high = tokens.size();
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            TokenIds first = new TokenIds(Arrays.copyOf(tokens.ids(), middle));
            if (decode(first).length() <= characters) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /**
     * A conversation as a prompt, ready for the assistant's answer, formatted with the model's chat template.
     *
     * @throws UnreadablePromptException if the template rejects it or the vocabulary cannot encode it
     */
    TokenIds prompt(List<ChatMessage> messages);

    /** Whether the chat template has a part that describes tools. */
    default boolean showsTools() {
        return false;
    }

    /**
     * A conversation as a prompt that describes tools, if the chat template {@link #showsTools}.
     *
     * @param tools each as a JSON object, {@code {"type": "function", ...}}
     * @throws UnreadablePromptException as for {@link #prompt(List)}
     */
    default TokenIds prompt(List<ChatMessage> messages, List<String> tools) {
        return prompt(messages);
    }

    /**
     * The tokens between two turns of the assistant: the end of the first, messages, and the start of the second.
     *
     * @param messages results of tools (role {@code tool}) or texts of an environment (role {@code user})
     * @return empty without a chat template: then the text of an observation is encoded as it is
     * @throws PolicyException if the template changes earlier turns when messages are added, so that tokens could not be continued
     */
    default Optional<TokenIds> reply(List<ChatMessage> messages) {
        return Optional.empty();
    }

    /** The text that ends every prompt after its last message: the start of the assistant's turn. */
    default String tail() {
        return "";
    }

    /** The token for text that is not in the vocabulary; empty if that token is also meaningful to the model. */
    default OptionalInt unknown() {
        return OptionalInt.empty();
    }

    /**
     * Returns the tokens after checking that none is unknown.
     *
     * @param what description of the tokens, for the error message
     * @throws PolicyException if one is
     */
    default TokenIds requireKnown(String what, TokenIds tokens) {
        int[] ids = tokens.ids();
        for (int i = 0; i < ids.length; i++) {
            if (unknown().isPresent() && ids[i] == unknown().getAsInt()) {
                String before = decode(new TokenIds(Arrays.copyOf(ids, i)));
                throw new PolicyException("%s: contains text that is not in the vocabulary, at token %d, after '%s'"
                        .formatted(what, i, before.substring(Math.max(0, before.length() - 20))));
            }
        }
        return tokens;
    }

    /** Tokens that end a response, at least one. */
    List<Integer> stopIds();

    /** Number of token ids V. */
    int vocabulary();
}
