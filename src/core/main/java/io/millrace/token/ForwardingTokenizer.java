package io.millrace.token;

import static java.util.Objects.requireNonNull;

import io.millrace.model.ChatMessage;
import io.millrace.model.TokenIds;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A tokenizer that passes everything on to another one; subclasses change what they need to. */
public abstract class ForwardingTokenizer implements Tokenizer {
    private final Tokenizer tokenizer;

    protected ForwardingTokenizer(Tokenizer tokenizer) {
        this.tokenizer = requireNonNull(tokenizer, "tokenizer");
    }

    /** The other tokenizer. */
    protected Tokenizer tokenizer() {
        return tokenizer;
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
    public String written(TokenIds tokens) {
        return tokenizer.written(tokens);
    }

    @Override
    public List<String> promptRemarks() {
        return tokenizer.promptRemarks();
    }

    @Override
    public List<String> textRemarks() {
        return tokenizer.textRemarks();
    }

    @Override
    public int tokensBefore(TokenIds tokens, int characters) {
        return tokenizer.tokensBefore(tokens, characters);
    }

    @Override
    public TokenIds prompt(List<ChatMessage> messages) {
        return tokenizer.prompt(messages);
    }

    @Override
    public boolean showsTools() {
        return tokenizer.showsTools();
    }

    @Override
    public TokenIds prompt(List<ChatMessage> messages, List<String> tools) {
        return tokenizer.prompt(messages, tools);
    }

    @Override
    public Optional<TokenIds> reply(List<ChatMessage> messages) {
        return tokenizer.reply(messages);
    }

    @Override
    public String tail() {
        return tokenizer.tail();
    }

    @Override
    public OptionalInt unknown() {
        return tokenizer.unknown();
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
