package io.millrace.token.json;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.json.JsonMappers;
import io.millrace.model.ChatMessage;
import io.millrace.model.PolicyException;
import io.millrace.model.TokenIds;
import io.millrace.token.Tokenizer;
import io.millrace.token.UnreadablePromptException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Tokenizer of a tokenizer.json and a chat template. */
final class JsonTokenizer implements Tokenizer {
    private final Vocabulary vocabulary;
    private final ChatTemplate template;
    private final TokenText text;

    /**
     * @param shown contents of special tokens that are decoded literally
     * @throws PolicyException if the template writes text that the vocabulary cannot encode
     */
    JsonTokenizer(Vocabulary vocabulary, ChatTemplate template, Set<String> shown) {
        this.vocabulary = requireNonNull(vocabulary, "vocabulary");
        this.template = requireNonNull(template, "template");
        text = new TokenText(vocabulary, shown);
        String what = "%s: chat template".formatted(template.origin());
        requireKnown(what, encode(template.head()));
        requireKnown(what, encode(template.tail()));
    }

    @Override
    public TokenIds encode(String text) {
        return vocabulary.encode(text);
    }

    @Override
    public String decode(TokenIds tokens) {
        return text.decode(tokens);
    }

    @Override
    public int tokensBefore(TokenIds tokens, int characters) {
        return text.tokensBefore(tokens, characters).orElseGet(() -> Tokenizer.super.tokensBefore(tokens, characters));
    }

    @Override
    public String written(TokenIds tokens) {
        return vocabulary.written(tokens);
    }

    @Override
    public List<String> promptRemarks() {
        return template.complete()
                ? List.of()
                : List.of(
                        "the policy's folder has no chat template: the contents of a conversation's turns are joined, without roles; choose one with policy.chat.template");
    }

    @Override
    public List<String> textRemarks() {
        return text.hiddenTags().isEmpty()
                ? List.of()
                : List.of(
                        "the vocabulary has the special tokens %s, which have no text: if the policy thinks between them, set thinking.open and thinking.close, or unfinished thinking is graded as an answer"
                                .formatted(String.join(", ", text.hiddenTags())));
    }

    /** The chat template adds special tokens; without one the post-processor does. */
    @Override
    public TokenIds prompt(List<ChatMessage> messages) {
        return prompt(messages, List.of());
    }

    @Override
    public boolean showsTools() {
        return template.complete() && template.showsTools();
    }

    @Override
    public Optional<TokenIds> reply(List<ChatMessage> messages) {
        return template.complete()
                ? Optional.of(requireKnown("reply", encode(template.reply(messages))))
                : Optional.empty();
    }

    @Override
    public TokenIds prompt(List<ChatMessage> messages, List<String> tools) {
        try {
            String asked = template.render(
                    messages, tools.stream().map(JsonTokenizer::json).toList());
            return requireKnown("prompt", template.complete() ? encode(asked) : vocabulary.encodeOpened(asked));
        } catch (PolicyException e) {
            throw new UnreadablePromptException(e);
        }
    }

    private static Object json(String tool) {
        try {
            return JsonMappers.plain().readValue(tool, Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("tool: must be JSON, was %s".formatted(tool), e);
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
