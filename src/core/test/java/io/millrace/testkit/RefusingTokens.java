package io.millrace.testkit;

import io.millrace.model.ChatMessage;
import io.millrace.model.PolicyException;
import io.millrace.model.TokenIds;
import io.millrace.token.Tokenizer;
import io.millrace.token.UnreadablePromptException;
import java.util.List;
import java.util.function.Predicate;

/**
 * A tokenizer that rejects some conversations.
 *
 * @param tokenizer handles all other conversations
 * @param refused selects the rejected conversations
 */
public record RefusingTokens(Tokenizer tokenizer, Predicate<List<ChatMessage>> refused) implements Tokenizer {
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
        if (refused.test(messages)) {
            throw new UnreadablePromptException(new PolicyException("prompt: is refused"));
        }
        return tokenizer.prompt(messages);
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
