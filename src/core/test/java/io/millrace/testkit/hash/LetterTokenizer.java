package io.millrace.testkit.hash;

import io.millrace.model.ChatMessage;
import io.millrace.model.TokenIds;
import io.millrace.token.Tokenizer;
import java.util.List;

/** A tokenizer with one token for each character: its code. */
final class LetterTokenizer implements Tokenizer {
    @Override
    public TokenIds encode(String text) {
        return new TokenIds(text.chars().toArray());
    }

    @Override
    public String decode(TokenIds tokens) {
        return new String(tokens.ids(), 0, tokens.size());
    }

    @Override
    public TokenIds prompt(List<ChatMessage> messages) {
        return encode(messages.get(0).content());
    }

    @Override
    public List<Integer> stopIds() {
        return List.of(0);
    }

    @Override
    public int vocabulary() {
        return 128;
    }
}
