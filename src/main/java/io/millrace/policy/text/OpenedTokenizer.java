package io.millrace.policy.text;

import static java.util.Objects.requireNonNull;

import io.millrace.model.ChatMessage;
import io.millrace.model.TokenIds;
import io.millrace.policy.Tokenizer;
import java.util.Arrays;
import java.util.List;

/** A tokenizer whose prompts end with some text of the assistant's, for the policy to go on from. */
public final class OpenedTokenizer implements Tokenizer {
    private final Tokenizer tokenizer;
    private final TokenIds opening;

    private OpenedTokenizer(Tokenizer tokenizer, String opening) {
        this.tokenizer = requireNonNull(tokenizer, "tokenizer");
        this.opening = tokenizer.encode(opening);
    }

    /**
     * The tokenizer with an opening.
     *
     * @param opening the text; the tokenizer itself is returned if it is empty
     */
    public static Tokenizer of(Tokenizer tokenizer, String opening) {
        return opening.isEmpty() ? tokenizer : new OpenedTokenizer(tokenizer, opening);
    }

    @Override
    public TokenIds encode(String text) {
        return tokenizer.encode(text);
    }

    @Override
    public String decode(TokenIds tokens) {
        return tokenizer.decode(tokens);
    }

    @Override
    public TokenIds prompt(List<ChatMessage> messages) {
        int[] asked = tokenizer.prompt(messages).ids();
        int[] prompt = Arrays.copyOf(asked, asked.length + opening.size());
        System.arraycopy(opening.ids(), 0, prompt, asked.length, opening.size());
        return new TokenIds(prompt);
    }

    @Override
    public List<Integer> stopIds() {
        return tokenizer.stopIds();
    }

    @Override
    public int vocabulary() {
        return tokenizer.vocabulary();
    }
}
