package io.millrace.token;

import io.millrace.model.ChatMessage;
import io.millrace.model.PolicyException;
import io.millrace.model.TokenIds;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** Text to tokens and back, as one model does it. Thread-safe. */
public interface Tokenizer {
    /** The token ids of a text, without special tokens added. */
    TokenIds encode(String text);

    /** The text of token ids, special tokens left out, except think tags where the tokenizer was asked to show them. */
    String decode(TokenIds tokens);

    /** The text of token ids with all special tokens, to be looked at. */
    default String written(TokenIds tokens) {
        return decode(tokens);
    }

    /** Remarks for the user on how conversations become prompts. */
    default List<String> promptRemarks() {
        return List.of();
    }

    /** Remarks for the user on how tokens become text. */
    default List<String> textRemarks() {
        return List.of();
    }

    /**
     * The number of tokens that hold a text's first characters; a token that goes beyond them is not counted.
     *
     * @param tokens of the text
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
     * A conversation as a prompt, ready for the assistant's answer, by the model's chat template.
     *
     * @throws UnreadablePromptException if the template refuses it, or the vocabulary lacks some of it
     */
    TokenIds prompt(List<ChatMessage> messages);

    /** The text that every prompt ends with behind its last message: the beginning of the assistant's turn. */
    default String tail() {
        return "";
    }

    /** The token that stands for text that the vocabulary does not have; empty if the model can read that token too. */
    default OptionalInt unknown() {
        return OptionalInt.empty();
    }

    /**
     * The tokens themselves, after it is made sure that none is unknown.
     *
     * @param what they are, for the error message
     * @throws PolicyException if one is
     */
    default TokenIds known(String what, TokenIds tokens) {
        int[] ids = tokens.ids();
        for (int i = 0; i < ids.length; i++) {
            if (unknown().isPresent() && ids[i] == unknown().getAsInt()) {
                String before = decode(new TokenIds(Arrays.copyOf(ids, i)));
                throw new PolicyException("%s: must be text that the vocabulary has, was not at token %d, after '%s'"
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
