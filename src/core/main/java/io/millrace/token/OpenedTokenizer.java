package io.millrace.token;

import io.millrace.model.ChatMessage;
import io.millrace.model.TokenIds;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A tokenizer whose prompts end with a given start of the assistant's turn, from which the policy continues. */
public final class OpenedTokenizer extends ForwardingTokenizer {
    private final TokenIds opening;

    private final String tail;

    private OpenedTokenizer(Tokenizer tokenizer, String added) {
        super(tokenizer);
        opening = tokenizer.requireKnown("opening", tokenizer.encode(added));
        tail = tokenizer.tail() + added;
    }

    /**
     * The tokenizer with an opening. A part that the chat template has already written is not repeated: {@code <think>\n...\n}
     * after a template that ends with {@code <think>\n} adds {@code ...\n}.
     *
     * @param opening the text; the tokenizer itself is returned if it is empty
     * @throws io.millrace.model.PolicyException if the vocabulary cannot encode it
     */
    public static Tokenizer of(Tokenizer tokenizer, String opening) {
        String added = missing(tokenizer.tail(), opening);
        return added.isEmpty() ? tokenizer : new OpenedTokenizer(tokenizer, added);
    }

    /**
     * The part of an opening that a text does not yet end with. Tags must match; white space after them may differ, and
     * white space alone does not count as the start of an opening.
     */
    static String missing(String tail, String opening) {
        String written = tail.stripTrailing();
        int overlap = Math.min(written.length(), opening.length());
        while (overlap > 0 && !written.endsWith(opening.substring(0, overlap))) {
            overlap--;
        }
        if (opening.substring(0, overlap).isBlank()) {
            return opening;
        }
        String blanks = tail.substring(written.length());
        String rest = opening.substring(overlap);
        int same = 0;
        while (same < Math.min(blanks.length(), rest.length()) && blanks.charAt(same) == rest.charAt(same)) {
            same++;
        }
        return rest.substring(same);
    }

    @Override
    public TokenIds prompt(List<ChatMessage> messages) {
        return opened(tokenizer().prompt(messages));
    }

    @Override
    public TokenIds prompt(List<ChatMessage> messages, List<String> tools) {
        return opened(tokenizer().prompt(messages, tools));
    }

    @Override
    public Optional<TokenIds> reply(List<ChatMessage> messages) {
        return tokenizer().reply(messages).map(this::opened);
    }

    private TokenIds opened(TokenIds tokens) {
        int[] opened = Arrays.copyOf(tokens.ids(), tokens.size() + opening.size());
        System.arraycopy(opening.ids(), 0, opened, tokens.size(), opening.size());
        return new TokenIds(opened);
    }

    @Override
    public String tail() {
        return tail;
    }
}
