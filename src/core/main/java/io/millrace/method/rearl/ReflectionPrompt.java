package io.millrace.method.rearl;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.model.ChatMessage;
import io.millrace.model.Prompt;
import io.millrace.model.TokenIds;
import io.millrace.policy.ScoringRequest.Text;
import io.millrace.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Prompts and labels of a reflection model, in its own tokens. Thread-safe. */
public final class ReflectionPrompt {
    private final ReviseConfig config;
    private final Tokenizer tokenizer;
    private final TokenIds labels;

    /** @param tokenizer the tokenizer of the reflection model */
    public ReflectionPrompt(ReviseConfig config, Tokenizer tokenizer) {
        this.config = requireNonNull(config, "config");
        this.tokenizer = requireNonNull(tokenizer, "tokenizer");
        labels = new TokenIds(label(tokenizer, config.think()), label(tokenizer, config.result()));
        Require.that(
                labels.ids()[0] != labels.ids()[1],
                "reflection model: labels must begin with different tokens of its vocabulary, '%s' and '%s' both begin with %d",
                config.think(),
                config.result(),
                labels.ids()[0]);
    }

    /** The first token of a label. */
    private static int label(Tokenizer tokenizer, String label) {
        TokenIds tokens = tokenizer.encode(label);
        Require.that(tokens.size() > 0, "reflection model: label '%s' must have at least one token, had none", label);
        return tokens.ids()[0];
    }

    /** The first tokens of both labels: think, result. */
    public TokenIds labels() {
        return labels;
    }

    /**
     * A response's thinking, with one position for each of its paragraphs, in order.
     *
     * @param paragraphs texts, each with the blank lines before it
     */
    public List<Text> texts(Prompt prompt, List<String> paragraphs) {
        if (!config.showsThinking()) {
            return List.of(following(asked(prompt, ""), paragraphs));
        }
        return IntStream.rangeClosed(1, paragraphs.size())
                .mapToObj(j -> asked(prompt, String.join("", paragraphs.subList(0, j))))
                .map(tokens -> new Text(tokens, List.of(tokens.size())))
                .toList();
    }

    private TokenIds asked(Prompt prompt, String thinking) {
        String question = prompt.messages().stream().map(ChatMessage::content).collect(Collectors.joining("\n\n"));
        // Insert the thinking last: it may contain text that looks like a placeholder.
        String message =
                config.template().replace(ReviseConfig.QUESTION, question).replace(ReviseConfig.THINKING, thinking);
        return tokenizer.prompt(List.of(ChatMessage.user(message)));
    }

    /** The thinking after the question, with a position at the end of each paragraph. */
    private Text following(TokenIds question, List<String> paragraphs) {
        IntStream.Builder all = IntStream.builder();
        IntStream.of(question.ids()).forEach(all);
        List<Integer> places = new ArrayList<>();
        int size = question.size();
        for (String paragraph : paragraphs) {
            TokenIds tokens = tokenizer.encode(paragraph);
            IntStream.of(tokens.ids()).forEach(all);
            size += tokens.size();
            places.add(size);
        }
        return new Text(new TokenIds(all.build().toArray()), places);
    }
}
