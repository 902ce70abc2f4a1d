package io.millrace.testkit;

import io.millrace.model.ChatMessage;
import io.millrace.model.TokenIds;
import io.millrace.token.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A tokenizer with one token for each character of an alphabet, with the layout of verl's digit completion. */
public final class CharTokens implements Tokenizer {
    /** Precedes the answer. */
    public static final int SEPARATOR = 0;
    /** Ends a response. */
    public static final int END = 1;

    private static final int SPECIAL = 4;

    private final String alphabet;

    public CharTokens(String alphabet) {
        this.alphabet = alphabet;
    }

    /** The tokenizer of the built-in task digits. */
    public static CharTokens digits() {
        return new CharTokens("0123456789,:");
    }

    @Override
    public TokenIds encode(String text) {
        return new TokenIds(text.chars().map(c -> alphabet.indexOf(c) + SPECIAL).toArray());
    }

    @Override
    public String decode(TokenIds tokens) {
        StringBuilder text = new StringBuilder();
        for (int id : tokens.ids()) {
            if (id >= SPECIAL) {
                text.append(alphabet.charAt(id - SPECIAL));
            }
        }
        return text.toString();
    }

    @Override
    public TokenIds prompt(List<ChatMessage> messages) {
        int[] text = encode(messages.stream().map(ChatMessage::content).collect(Collectors.joining()))
                .ids();
        int[] prompt = Arrays.copyOf(text, text.length + 1);
        prompt[text.length] = SEPARATOR;
        return new TokenIds(prompt);
    }

    @Override
    public List<Integer> stopIds() {
        return List.of(END);
    }

    @Override
    public int vocabulary() {
        return alphabet.length() + SPECIAL;
    }
}
