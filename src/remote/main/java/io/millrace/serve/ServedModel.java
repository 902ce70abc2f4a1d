package io.millrace.serve;

import static java.util.Objects.requireNonNull;

import io.millrace.model.PolicyException;
import io.millrace.model.TokenIds;
import io.millrace.policy.EngineStatistics;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.PromptTooLongException;
import io.millrace.serve.RequestException.Kind;
import io.millrace.token.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A policy with its engine, as the dialects see it. Thread-safe. */
public final class ServedModel implements AutoCloseable {
    private final Identity identity;
    private final PolicyEngine engine;
    private final Tokenizer tokenizer;
    private final int mostOutstanding;
    private final Noise noise;
    private final ResponseScorer scorer;
    private final ServedWeights weights;
    private final Gate gate = new Gate();
    private final AtomicInteger outstanding = new AtomicInteger();
    private final Set<GenerationTask> tasks = new LinkedHashSet<>();
    private final ExecutorService updates = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "serve-updates");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Identity of a model as clients see it.
     *
     * @param name its name in requests
     * @param folder the folder that it was first loaded from
     * @param defaults sampling options for requests that omit them
     * @param created when it was loaded, in seconds since 1970
     * @param entropy seeds the noise of requests without a seed, and names requests; differs between servers
     */
    public record Identity(String name, Path folder, GenerationDefaults defaults, long created, long entropy) {
        public Identity {
            requireNonNull(name, "name");
            requireNonNull(folder, "folder");
            requireNonNull(defaults, "defaults");
        }
    }

    /**
     * A model on an engine that has loaded version 0 from the identity's folder. The engine is closed with it.
     *
     * @param tokenizer the tokenizer of the policy
     * @param limits limits of requests
     */
    public ServedModel(Identity identity, PolicyEngine engine, Tokenizer tokenizer, ServeConfig.Limits limits) {
        this.identity = requireNonNull(identity, "identity");
        this.engine = requireNonNull(engine, "engine");
        this.tokenizer = requireNonNull(tokenizer, "tokenizer");
        mostOutstanding = limits.outstanding();
        noise = new Noise(identity.entropy());
        weights = new ServedWeights(engine, identity.folder());
        scorer = new ResponseScorer(engine, weights::number);
    }

    public Identity identity() {
        return identity;
    }

    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /** The weights and their labels. */
    public ServedWeights weights() {
        return weights;
    }

    /** Maximum length of prompt and response together, in tokens. */
    public int contextTokens() {
        return engine.info().contextTokens();
    }

    /** Number of token ids V. */
    public int vocabulary() {
        return engine.info().vocabulary();
    }

    /** The engine's counters. */
    public EngineStatistics statistics() {
        return engine.statistics();
    }

    /** The number of responses that are sampled or wait. */
    public int outstanding() {
        return outstanding.get();
    }

    /** The number of requests that wait because sampling is paused. */
    public int held() {
        return gate.waiting();
    }

    /** A name for a request that has none. */
    public String newId() {
        return noise.newId();
    }

    /**
     * Checks a prompt.
     *
     * @param response requested maximum length of the response that must fit, in tokens; at least 1
     * @throws RequestException if it does not fit the context or is not of the vocabulary
     */
    public void check(TokenIds prompt, int response) {
        if (prompt.size() == 0) {
            throw RequestException.invalid("prompt", "must have at least 1 token, had 0");
        }
        if ((long) prompt.size() + response > contextTokens()) {
            throw RequestException.tooLong(
                    new RequestException.Lengths(prompt.size(), Math.max(0, response), contextTokens()));
        }
        for (int id : prompt.ids()) {
            if (id < 0 || id >= vocabulary()) {
                throw RequestException.invalid(
                        "prompt", "Token id %d is out of vocabulary, must be in [0, %d)".formatted(id, vocabulary()));
            }
        }
    }

    /**
     * Samples responses to several prompts, and stops if the client disconnects.
     *
     * @return by prompt
     * @throws RequestException if too many responses are outstanding
     */
    public CompletableFuture<List<List<Sampled>>> generate(List<Generation> prompts, Call call) {
        int samples = prompts.stream().mapToInt(Generation::samples).sum();
        if (outstanding.addAndGet(samples) > mostOutstanding) {
            outstanding.addAndGet(-samples);
            throw new RequestException(
                    Kind.FULL,
                    "The request queue is full: at most %d responses may be outstanding".formatted(mostOutstanding));
        }
        List<GenerationTask> started = new ArrayList<>();
        for (Generation prompt : prompts) {
            GenerationTask task = new GenerationTask(prompt, engine, noise, scorer);
            started.add(task);
            synchronized (tasks) {
                tasks.add(task);
            }
            task.result().whenComplete((responses, failure) -> {
                outstanding.addAndGet(-prompt.samples());
                synchronized (tasks) {
                    tasks.remove(task);
                }
            });
        }
        call.onDisconnect(() -> started.forEach(GenerationTask::cancel));
        for (GenerationTask task : started) {
            gate.enter(() -> {
                task.result().whenComplete((responses, failure) -> gate.leave());
                task.start();
            });
        }
        return CompletableFuture.allOf(
                        started.stream().map(GenerationTask::result).toArray(CompletableFuture[]::new))
                .thenApply(done ->
                        started.stream().map(task -> task.result().join()).toList())
                .exceptionally(failure -> {
                    started.forEach(GenerationTask::cancel);
                    throw new CompletionException(explained(failure));
                });
    }

    private static RuntimeException explained(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RequestException known) {
            return known;
        }
        String message = String.valueOf(cause.getMessage());
        return cause instanceof PromptTooLongException
                ? new RequestException(Kind.INVALID, message, cause)
                : new RequestException(Kind.FAILED, message, cause);
    }

    /**
     * The log-probabilities of a prompt's tokens at temperature 1.
     *
     * @param top number of alternatives per token, at least 0
     * @return by token from the second on; the first has none
     */
    public CompletableFuture<List<ScoredToken>> promptScores(TokenIds prompt, int top) {
        return scorer.prompt(prompt, top);
    }

    /** Whether the engine computes log-probabilities of given tokens. */
    public boolean scores() {
        return engine.info().capabilities().scores();
    }

    /**
     * Holds back new requests.
     *
     * @param abort whether requests in progress end at once
     * @return completes once no request is in progress
     */
    public CompletableFuture<Void> pause(boolean abort) {
        CompletableFuture<Void> drained = gate.pause();
        if (abort) {
            abort(List.of());
        }
        return drained;
    }

    /** Continues with the requests that were held back. */
    public void resume() {
        gate.resume();
    }

    public boolean isPaused() {
        return gate.isPaused();
    }

    /**
     * Ends requests in progress, which are answered without tokens.
     *
     * @param ids their names; empty for all
     * @return their number
     */
    public int abort(List<String> ids) {
        List<GenerationTask> aborted;
        synchronized (tasks) {
            aborted = tasks.stream()
                    .filter(task -> ids.isEmpty() || ids.contains(task.id()))
                    .toList();
        }
        aborted.forEach(GenerationTask::abort);
        return aborted.size();
    }

    /**
     * Loads the weights of a folder; later updates wait for it.
     *
     * @param label their label; empty to keep the current one
     * @return completes once every later decode step uses them; exceptionally with {@link PolicyException} if they cannot be used
     */
    public CompletableFuture<Void> update(Path folder, Optional<String> label) {
        return CompletableFuture.runAsync(() -> weights.load(folder, label), updates);
    }

    @Override
    public void close() {
        updates.shutdownNow();
        engine.close();
    }
}
