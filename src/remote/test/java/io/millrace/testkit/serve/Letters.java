package io.millrace.testkit.serve;

import io.millrace.model.ChatMessage;
import io.millrace.model.TokenIds;
import io.millrace.token.Tokenizer;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A tokenizer with one token for each ASCII character: its code, rotated.
 *
 * @param rotation 0 for the code itself; two tokenizers with other rotations are not compatible
 */
public record Letters(int rotation) implements Tokenizer {
    /** Number of token ids. */
    public static final int VOCABULARY = 128;

    /** The token that ends a response, and the only one without text. */
    public static final int END = 0;

    @Override
    public TokenIds encode(String text) {
        return new TokenIds(text.chars().map(c -> (c + rotation) % VOCABULARY).toArray());
    }

    @Override
    public String decode(TokenIds tokens) {
        StringBuilder text = new StringBuilder();
        for (int id : tokens.ids()) {
            if (id != END) {
                text.append((char) Math.floorMod(id - rotation, VOCABULARY));
            }
        }
        return text.toString();
    }

    @Override
    public TokenIds prompt(List<ChatMessage> messages) {
        return encode(messages.stream().map(ChatMessage::content).collect(Collectors.joining("\n")));
    }

    @Override
    public List<Integer> stopIds() {
        return List.of(END);
    }

    @Override
    public int vocabulary() {
        return VOCABULARY;
    }
}
