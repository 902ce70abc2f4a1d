package io.millrace.method.rearl;

import static java.util.Objects.requireNonNull;

import io.millrace.model.PromptVisit;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.ScoringRequest;
import io.millrace.policy.ScoringRequest.Text;
import io.millrace.token.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A language model as reflection model: it compares the probabilities of two labels as the next token (arXiv:2505.19862).
 *
 * <pre>
 *   p_j = P(result) / (P(think) + P(result))     after the question and the thinking up to paragraph j
 * </pre>
 *
 * <p>P is the probability of a label's first token. All paragraphs of all responses go to the engine in one request, except those
 * of responses with a text longer than the engine's context. The class serves both the trained classifier, whose template leaves
 * the thinking out, and a prompted policy.
 */
public final class EngineReflectionModel implements ReflectionModel {
    private final ReflectionPrompt prompt;
    private final PolicyEngine engine;
    private final boolean owned;

    /**
     * @param tokenizer the tokenizer of the model that the engine runs
     * @param owned whether the engine is closed with this model
     */
    public EngineReflectionModel(ReviseConfig config, Tokenizer tokenizer, PolicyEngine engine, boolean owned) {
        prompt = new ReflectionPrompt(config, tokenizer);
        this.engine = requireNonNull(engine, "engine");
        this.owned = owned;
    }

    @Override
    public CompletableFuture<List<double[]>> reached(PromptVisit visit, List<List<String>> thinking) {
        int context = engine.info().contextTokens();
        List<List<Text>> read = new ArrayList<>();
        for (List<String> paragraphs : thinking) {
            List<Text> texts = prompt.texts(visit.prompt(), paragraphs);
            boolean fits = texts.stream().allMatch(text -> text.tokens().size() <= context);
            read.add(fits ? texts : List.of());
        }
        List<Text> all = read.stream().flatMap(List::stream).toList();
        CompletableFuture<List<float[][]>> scores = all.isEmpty()
                ? CompletableFuture.completedFuture(List.of())
                : engine.score(new ScoringRequest(visit.prompt().queryId(), all, prompt.labels()));
        return scores.thenApply(of -> probabilities(of, read));
    }

    private static List<double[]> probabilities(List<float[][]> scores, List<List<Text>> read) {
        Iterator<float[][]> next = scores.iterator();
        return read.stream()
                .map(texts -> texts.stream()
                        .flatMap(text -> Arrays.stream(next.next()))
                        .mapToDouble(labels -> 1 / (1 + Math.exp((double) labels[0] - labels[1])))
                        .toArray())
                .toList();
    }

    @Override
    public void close() {
        if (owned) {
            engine.close();
        }
    }
}
