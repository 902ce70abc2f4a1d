package io.millrace.testkit.serve;

import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.model.VersionSpan;
import io.millrace.policy.EngineCapabilities;
import io.millrace.policy.EngineInfo;
import io.millrace.policy.EngineStatistics;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.PromptTooLongException;
import io.millrace.policy.SamplingRequest;
import io.millrace.policy.ScoringRequest;
import io.millrace.random.SplitMix;
import io.millrace.testkit.hash.HashLearner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A small policy with real distributions: the logits of a token are a hash of the weights and of the two tokens before it. It samples
 * with temperature, top-k and top-p, and scores tokens. Its weights are those of {@link HashLearner}.
 */
public class LogitEngine implements PolicyEngine {
    private static final EngineCapabilities CAPABILITIES = new EngineCapabilities(true, false, true, false, true, true);

    private final int vocabulary;
    private final int contextTokens;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicLong prompts = new AtomicLong();
    private final AtomicLong tokens = new AtomicLong();
    private final AtomicLong responses = new AtomicLong();
    private final Queue<CompletableFuture<?>> open = new ConcurrentLinkedQueue<>();
    private volatile Runnable beforeToken = () -> {};
    private volatile Current current;

    private record Current(long weights, PolicyVersion version) {}

    /** An engine with the weights of a version. */
    public LogitEngine(int vocabulary, int contextTokens, PolicyVersion version) {
        this.vocabulary = vocabulary;
        this.contextTokens = contextTokens;
        current = read(version);
    }

    /** Runs an action before each token. */
    public void beforeToken(Runnable action) {
        beforeToken = action;
    }

    private static Current read(PolicyVersion version) {
        try {
            return new Current(HashLearner.read(version.path()), version);
        } catch (IOException e) {
            throw new PolicyException("logit engine: %s has no weights".formatted(version.path()), e);
        }
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo("logits", vocabulary, contextTokens, true, CAPABILITIES);
    }

    @Override
    public void load(PolicyVersion version) {
        current = read(version);
    }

    /** The log-probabilities of all tokens after a text, at temperature 1. */
    public static double[] logProbs(long weights, int vocabulary, int... text) {
        int last = text[text.length - 1];
        int before = text.length > 1 ? text[text.length - 2] : 0;
        double[] logits = new double[vocabulary];
        for (int id = 0; id < vocabulary; id++) {
            long hash = SplitMix.mix(SplitMix.mix(SplitMix.mix(weights, last), before), id);
            logits[id] = 4 * SplitMix.uniform(hash);
        }
        return logSoftmax(logits, 1);
    }

    private static double[] logSoftmax(double[] logits, double temperature) {
        double max = Arrays.stream(logits).max().orElseThrow() / temperature;
        double sum =
                Arrays.stream(logits).map(z -> Math.exp(z / temperature - max)).sum();
        return Arrays.stream(logits)
                .map(z -> z / temperature - max - Math.log(sum))
                .toArray();
    }

    @Override
    public CompletableFuture<List<Response>> sample(SamplingRequest request) {
        if (request.prompt().size() >= contextTokens) {
            return CompletableFuture.failedFuture(new PromptTooLongException(
                    request.queryId(), request.prompt().size(), contextTokens));
        }
        CompletableFuture<List<Response>> group = new CompletableFuture<>();
        open.add(group);
        try {
            threads.execute(() -> {
                running.incrementAndGet();
                try {
                    group.complete(group(request, group));
                } catch (RuntimeException e) {
                    group.completeExceptionally(e);
                } finally {
                    running.decrementAndGet();
                    open.remove(group);
                }
            });
        } catch (RejectedExecutionException e) {
            fail(group);
        }
        return group;
    }

    private static void fail(CompletableFuture<?> group) {
        group.completeExceptionally(new PolicyException("logit engine: is closed"));
    }

    private List<Response> group(SamplingRequest request, CompletableFuture<?> group) {
        List<Response> all = new ArrayList<>();
        prompts.addAndGet(request.prompt().size());
        for (int sample = request.first(); sample < request.first() + request.samples() && !group.isDone(); sample++) {
            Response response = response(request, sample, group);
            all.add(response);
            tokens.addAndGet(response.length());
            responses.incrementAndGet();
        }
        return all;
    }

    private Response response(SamplingRequest request, int sample, CompletableFuture<?> group) {
        int[] text = Arrays.copyOf(request.prompt().ids(), contextTokens);
        int start = request.prompt().size();
        int most = Math.min(request.sampling().maxTokens(), contextTokens - start);
        float[] logProbs = new float[most];
        List<VersionSpan> spans = new ArrayList<>();
        FinishReason finish = FinishReason.LENGTH;
        int length = 0;
        while (length < most && finish == FinishReason.LENGTH && (length == 0 || !group.isDone())) {
            beforeToken.run();
            Current now = current;
            int[] before = Arrays.copyOf(text, start + length);
            double[] kept = kept(request, logProbs(now.weights(), vocabulary, before));
            int id = draw(kept, noise(request, sample, request.begun() + length));
            text[start + length] = id;
            logProbs[length] = request.sampling().temperature() == 0
                    ? (float) logProbs(now.weights(), vocabulary, before)[id]
                    : (float) Math.min(0, kept[id]);
            extend(spans, now.version(), length);
            length++;
            if (request.sampling().stopIds().contains(id)) {
                finish = FinishReason.STOP;
            }
        }
        return new Response(
                sample,
                new TokenIds(Arrays.copyOfRange(text, start, start + length)),
                new LogProbs(request.sampling().scale(), Arrays.copyOf(logProbs, length)),
                Entropies.NONE,
                finish,
                spans,
                Origin.SAMPLED,
                request.context());
    }

    private static void extend(List<VersionSpan> spans, PolicyVersion version, int at) {
        VersionSpan last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
        if (last != null && last.version() == version.number()) {
            spans.set(spans.size() - 1, new VersionSpan(last.version(), last.step(), last.from(), at + 1));
        } else {
            spans.add(new VersionSpan(version.number(), version.step(), at, at + 1));
        }
    }

    private static float noise(SamplingRequest request, int sample, int position) {
        long hash = SplitMix.mix(SplitMix.mix(request.sampling().seed(), request.queryId()), request.visit());
        return SplitMix.uniform(SplitMix.mix(SplitMix.mix(hash, sample), position));
    }

    /** Log-probabilities after temperature and filters; greedy keeps one token. */
    private static double[] kept(SamplingRequest request, double... raw) {
        double temperature = request.sampling().temperature();
        Integer[] order = new Integer[raw.length];
        Arrays.setAll(order, id -> id);
        Arrays.sort(order, (a, b) -> Double.compare(raw[b], raw[a]));
        double[] scaled = logSoftmax(raw, temperature == 0 ? 1 : temperature);
        int keep = temperature == 0
                ? 1
                : request.sampling().topK() > 0 ? request.sampling().topK() : raw.length;
        double mass = 0;
        double[] kept = new double[raw.length];
        Arrays.fill(kept, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < Math.min(keep, raw.length); i++) {
            if (i > 0 && mass >= request.sampling().topP()) {
                break;
            }
            kept[order[i]] = scaled[order[i]];
            mass += Math.exp(scaled[order[i]]);
        }
        return logSoftmax(kept, 1);
    }

    private static int draw(double[] logProbs, float uniform) {
        double sum = 0;
        int last = 0;
        for (int id = 0; id < logProbs.length; id++) {
            if (logProbs[id] > Double.NEGATIVE_INFINITY) {
                sum += Math.exp(logProbs[id]);
                last = id;
                if (uniform < sum) {
                    return id;
                }
            }
        }
        return last;
    }

    @Override
    public CompletableFuture<List<float[][]>> score(ScoringRequest request) {
        long weights = current.weights();
        List<float[][]> all = new ArrayList<>();
        for (ScoringRequest.Text text : request.texts()) {
            float[][] own = new float[text.places().size()][request.candidates().size()];
            for (int p = 0; p < own.length; p++) {
                double[] row = logProbs(
                        weights,
                        vocabulary,
                        Arrays.copyOf(text.tokens().ids(), text.places().get(p)));
                for (int c = 0; c < own[p].length; c++) {
                    own[p][c] = (float) row[request.candidates().ids()[c]];
                }
            }
            all.add(own);
        }
        return CompletableFuture.completedFuture(all);
    }

    @Override
    public EngineStatistics statistics() {
        return new EngineStatistics(prompts.get(), tokens.get(), responses.get(), 0, running.get(), 0);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        open.forEach(LogitEngine::fail);
    }
}
