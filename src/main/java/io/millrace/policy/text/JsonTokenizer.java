package io.millrace.policy.text;

import static java.util.Objects.requireNonNull;

import io.millrace.model.ChatMessage;
import io.millrace.model.TokenIds;
import io.millrace.policy.PolicyException;
import io.millrace.policy.Tokenizer;
import io.millrace.policy.UnreadablePromptException;
import java.util.List;
import java.util.OptionalInt;

/** What tokenizer.json and a chat template say. */
final class JsonTokenizer implements Tokenizer {
    private final Vocabulary vocabulary;
    private final ChatTemplate template;

    /** @throws PolicyException if the template writes what the vocabulary does not have */
    JsonTokenizer(Vocabulary vocabulary, ChatTemplate template) {
        this.vocabulary = requireNonNull(vocabulary, "vocabulary");
        this.template = requireNonNull(template, "template");
        String what = "%s: chat template".formatted(template.origin());
        known(what, encode(template.head()));
        known(what, encode(template.tail()));
    }

    @Override
    public TokenIds encode(String text) {
        return vocabulary.encode(text);
    }

    @Override
    public String decode(TokenIds tokens) {
        return vocabulary.decode(tokens);
    }

    @Override
    public int tokensBefore(TokenIds tokens, int characters) {
        return vocabulary
                .bytes()
                .map(bytes -> bytes.tokensBefore(tokens, characters))
                .orElseGet(() -> Tokenizer.super.tokensBefore(tokens, characters));
    }

    /** Special tokens are the chat template's; without one they are the post-processor's. */
    @Override
    public TokenIds prompt(List<ChatMessage> messages) {
        try {
            String text = template.render(messages);
            return known("prompt", template.complete() ? encode(text) : vocabulary.encodeOpened(text));
        } catch (PolicyException e) {
            throw new UnreadablePromptException(e);
        }
    }

    @Override
    public String tail() {
        return template.tail();
    }

    @Override
    public OptionalInt unknown() {
        return vocabulary.unknown();
    }

    @Override
    public List<Integer> stopIds() {
        return vocabulary.stopIds();
    }

    @Override
    public int vocabulary() {
        return vocabulary.size();
    }
}
