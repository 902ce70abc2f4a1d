package io.millrace.serve;

import io.millrace.model.LogProbs;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.ScoringRequest;
import io.millrace.serve.RequestException.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Log-probabilities of responses in the scale of a dialect, with alternatives.
 *
 * <p>Engines return log-probabilities of the distribution that they sampled from. If another scale or alternatives are requested, the
 * engine scores the response again; the value of the sampled token is replaced only if its scale is another. Alternatives are left out
 * if the weights have changed since.
 */
final class ResponseScorer {
    /** Maximum number of log-probabilities that one request may compute: 128 MiB. */
    private static final long MOST_SCORES = 1L << 25;

    private final PolicyEngine engine;
    private final LongSupplier version;

    /** @param version number of the engine's current version */
    ResponseScorer(PolicyEngine engine, LongSupplier version) {
        this.engine = engine;
        this.version = version;
    }

    /** The served responses to a generation. */
    CompletableFuture<List<Sampled>> score(Generation generation, List<Response> responses) {
        Generation.Requested requested = generation.logProbs();
        if (requested.scale() == LogProbs.Scale.NONE) {
            return CompletableFuture.completedFuture(sampled(responses, List.of()));
        }
        boolean same = responses.stream()
                .allMatch(response -> isScale(generation, response.logProbs().scale()));
        if (same && (requested.top() == 0 || !engine.info().capabilities().scores())) {
            return CompletableFuture.completedFuture(sampled(
                    responses,
                    responses.stream()
                            .map(response -> own(response, requested.top()))
                            .toList()));
        }
        if (!engine.info().capabilities().scores()) {
            throw RequestException.invalid(
                    "logprobs",
                    "must be requested at temperature 1 and without top_p and top_k, since engine %s cannot score tokens"
                            .formatted(engine.info().name()));
        }
        return rescored(generation, responses, same);
    }

    private static boolean isScale(Generation generation, LogProbs.Scale scale) {
        return scale == generation.logProbs().scale()
                || scale == LogProbs.Scale.RAW && isOne(generation.sampling().temperature());
    }

    /** Whether scaled log-probabilities are raw ones; greedy decoding divides by nothing. */
    private static boolean isOne(double temperature) {
        return temperature == 1 || temperature == 0;
    }

    private CompletableFuture<List<Sampled>> rescored(Generation generation, List<Response> responses, boolean same) {
        Generation.Requested requested = generation.logProbs();
        double temperature = requested.scale() == LogProbs.Scale.SCALED
                        && !isOne(generation.sampling().temperature())
                ? generation.sampling().temperature()
                : 1;
        boolean all = requested.top() > 0 || temperature != 1;
        TokenIds candidates = all ? everyToken() : distinct(responses);
        long before = version.getAsLong();
        return engine.score(request(generation.prompt(), responses, candidates)).thenApply(scores -> {
            boolean current = before == version.getAsLong()
                    && responses.stream()
                            .allMatch(response -> response.spans().stream().allMatch(span -> span.version() == before));
            if (!current && !same) {
                throw new RequestException(
                        Kind.FAILED, "the weights have changed while the response was sampled: repeat the request");
            }
            List<List<ScoredToken>> scored = new ArrayList<>();
            for (int i = 0; i < responses.size(); i++) {
                Response response = responses.get(i);
                scored.add(
                        current
                                ? TokenRanks.of(response, candidates, scores.get(i), temperature, requested.top(), same)
                                : own(response, requested.top()));
            }
            return sampled(responses, scored);
        });
    }

    private TokenIds everyToken() {
        return new TokenIds(IntStream.range(0, engine.info().vocabulary()).toArray());
    }

    private static TokenIds distinct(List<Response> responses) {
        return new TokenIds(responses.stream()
                .flatMapToInt(response -> Arrays.stream(response.tokens().ids()))
                .distinct()
                .sorted()
                .toArray());
    }

    private static ScoringRequest request(TokenIds prompt, List<Response> responses, TokenIds candidates) {
        long places = responses.stream().mapToLong(Response::length).sum();
        checkSize(places, candidates);
        List<ScoringRequest.Text> texts = responses.stream()
                .map(response -> text(prompt, response.tokens()))
                .toList();
        return new ScoringRequest("served", texts, candidates);
    }

    private static void checkSize(long places, TokenIds candidates) {
        if (places * candidates.size() > MOST_SCORES) {
            throw RequestException.invalid(
                    "logprobs",
                    "must need at most %d scores of this server, needed %d tokens times %d candidates: ask for none, or for the sampled tokens at temperature 1"
                            .formatted(MOST_SCORES, places, candidates.size()));
        }
    }

    private static ScoringRequest.Text text(TokenIds prompt, TokenIds response) {
        int[] all = Arrays.copyOf(prompt.ids(), prompt.size() + response.size() - 1);
        System.arraycopy(response.ids(), 0, all, prompt.size(), response.size() - 1);
        return new ScoringRequest.Text(
                new TokenIds(all),
                IntStream.range(prompt.size(), prompt.size() + response.size())
                        .boxed()
                        .toList());
    }

    /** The engine's own log-probabilities; of the alternatives only the sampled token is known. */
    private static List<ScoredToken> own(Response response, int top) {
        List<ScoredToken> tokens = new ArrayList<>(response.length());
        for (int i = 0; i < response.length(); i++) {
            int id = response.tokens().ids()[i];
            float logProb = response.logProbs().values()[i];
            List<ScoredToken> alternatives = top == 0 ? List.of() : List.of(new ScoredToken(id, logProb, 0, List.of()));
            tokens.add(new ScoredToken(id, logProb, 0, alternatives));
        }
        return tokens;
    }

    private static List<Sampled> sampled(List<Response> responses, List<List<ScoredToken>> scored) {
        List<Sampled> all = new ArrayList<>();
        for (int i = 0; i < responses.size(); i++) {
            Response response = responses.get(i);
            all.add(new Sampled(
                    i,
                    response.tokens(),
                    scored.isEmpty() ? List.of() : scored.get(i),
                    response.finish(),
                    response.spans()));
        }
        return all;
    }

    /** The log-probabilities of a prompt's tokens from the second on, at temperature 1. */
    CompletableFuture<List<ScoredToken>> prompt(TokenIds prompt, int top) {
        if (!engine.info().capabilities().scores()) {
            throw RequestException.invalid(
                    "prompt_logprobs",
                    "must be absent, since engine %s cannot score tokens"
                            .formatted(engine.info().name()));
        }
        if (prompt.size() == 1) {
            return CompletableFuture.completedFuture(List.of());
        }
        int[] ids = prompt.ids();
        TokenIds scored = new TokenIds(Arrays.copyOfRange(ids, 1, ids.length));
        TokenIds candidates = everyToken();
        checkSize(scored.size(), candidates);
        ScoringRequest.Text text = text(new TokenIds(ids[0]), scored);
        return engine.score(new ScoringRequest("served", List.of(text), candidates))
                .thenApply(scores -> TokenRanks.of(scored, candidates, scores.get(0), 1, top));
    }
}
