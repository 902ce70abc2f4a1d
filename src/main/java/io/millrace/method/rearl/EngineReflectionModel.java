package io.millrace.method.rearl;

import static java.util.Objects.requireNonNull;

import io.millrace.Require;
import io.millrace.model.ChatMessage;
import io.millrace.model.Prompt;
import io.millrace.model.PromptVisit;
import io.millrace.model.TokenIds;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.ScoringRequest;
import io.millrace.policy.ScoringRequest.Text;
import io.millrace.policy.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A language model as reflection model: what it would say next, of two labels (arXiv:2505.19862).
 *
 * <pre>
 *   p_j = P(result) / (P(think) + P(result))     after the question and the thinking up to paragraph j
 * </pre>
 *
 * <p>P is that of a label's first token. All paragraphs of all responses go to the engine as one request. The same class is the
 * trained classifier, whose template leaves the thinking out, and any policy that is asked.
 */
public final class EngineReflectionModel implements ReflectionModel {
    private final ReviseConfig config;
    private final Tokenizer tokenizer;
    private final PolicyEngine engine;
    private final boolean owned;
    private final TokenIds labels;

    /**
     * @param tokenizer of the model that the engine runs
     * @param owned whether the engine is closed with this model
     */
    public EngineReflectionModel(ReviseConfig config, Tokenizer tokenizer, PolicyEngine engine, boolean owned) {
        this.config = requireNonNull(config, "config");
        this.tokenizer = requireNonNull(tokenizer, "tokenizer");
        this.engine = requireNonNull(engine, "engine");
        this.owned = owned;
        labels = new TokenIds(label(tokenizer, config.think()), label(tokenizer, config.result()));
        Require.that(
                labels.ids()[0] != labels.ids()[1],
                "reflection model: labels must begin with different tokens of its vocabulary, '%s' and '%s' both begin with %d",
                config.think(),
                config.result(),
                labels.ids()[0]);
    }

    /** A label's token: its first. */
    private static int label(Tokenizer tokenizer, String label) {
        TokenIds tokens = tokenizer.encode(label);
        Require.that(tokens.size() > 0, "reflection model: label '%s' must have a token, has none", label);
        return tokens.ids()[0];
    }

    @Override
    public CompletableFuture<List<double[]>> reached(PromptVisit visit, List<List<String>> thinking) {
        Prompt prompt = visit.prompt();
        List<Text> texts = new ArrayList<>();
        for (List<String> paragraphs : thinking) {
            texts.addAll(texts(prompt, paragraphs));
        }
        return engine.score(new ScoringRequest(prompt.queryId(), texts, labels))
                .thenApply(scores -> probabilities(scores, thinking));
    }

    private List<Text> texts(Prompt prompt, List<String> paragraphs) {
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
        // The thinking last: it may hold what looks like a placeholder.
        String message =
                config.template().replace(ReviseConfig.QUESTION, question).replace(ReviseConfig.THINKING, thinking);
        return tokenizer.prompt(List.of(ChatMessage.user(message)));
    }

    /** The thinking after the question, with a place at the end of each paragraph. */
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

    private static List<double[]> probabilities(List<float[][]> scores, List<List<String>> thinking) {
        List<float[]> flat = scores.stream().flatMap(Arrays::stream).toList();
        List<double[]> all = new ArrayList<>();
        int next = 0;
        for (List<String> paragraphs : thinking) {
            double[] own = new double[paragraphs.size()];
            for (int j = 0; j < own.length; j++) {
                float[] labels = flat.get(next++);
                own[j] = 1 / (1 + Math.exp((double) labels[0] - labels[1]));
            }
            all.add(own);
        }
        return all;
    }

    @Override
    public void close() {
        if (owned) {
            engine.close();
        }
    }
}
