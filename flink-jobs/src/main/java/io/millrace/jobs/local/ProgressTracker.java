package io.millrace.jobs.local;

import io.millrace.config.RunConfig;
import io.millrace.eval.HeldOutResult;
import io.millrace.jobs.live.LiveMetrics;
import io.millrace.learner.StepCodec;
import io.millrace.learner.StepRecord;
import io.millrace.metric.Metric;
import io.millrace.metric.StepFigure;
import io.millrace.policy.PolicyStore;
import io.millrace.report.Progress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/**
 * Computes the progress of a run from the policy store and the current metrics. Not thread-safe.
 *
 * <p>Its clock runs from the moment at which the learner publishes the weights that this session starts from, so that
 * times and rates exclude start-up and steps of earlier sessions.
 */
public final class ProgressTracker {
    private static final int STEPS_SHOWN = 4096;
    private static final int RATE_WINDOW = 20;

    private final RunConfig config;
    private final PolicyStore store;
    private final Supplier<List<HeldOutResult>> results;
    private final LongSupplier nanoTime;
    private final long foundVersion;
    private final LongUnaryOperator recorded;
    private final List<Double> rewards = new ArrayList<>();
    private final List<Double> accuracies = new ArrayList<>();
    private final List<Double> lengths = new ArrayList<>();
    private final Deque<Rates> recent = new ArrayDeque<>();
    private long startNanos;
    private long lastNanos;
    private long firstStep = -1;
    private long version;
    private long step;
    private String incarnation = "";
    private LongConsumer attemptListener = from -> {};
    private StepRecord latest = StepRecord.UNKNOWN;

    /** @param held share of the time in which the source was held back, by pacing or by backpressure, 0..1 */
    private record Rates(long nanos, double responses, double tokens, double held) {}

    /**
     * Must be created before the job starts: versions already in the store belong to earlier sessions.
     *
     * @param config name and requested length of the run
     * @param results the held-out results so far
     * @param nanoTime a monotonic clock, in nanoseconds
     */
    public ProgressTracker(
            RunConfig config, PolicyStore store, Supplier<List<HeldOutResult>> results, LongSupplier nanoTime) {
        this(
                config,
                store,
                results,
                nanoTime,
                store.newestManifest().map(PolicyStore.Manifest::number).orElse(-1L),
                LongUnaryOperator.identity());
    }

    private ProgressTracker(
            RunConfig config,
            PolicyStore store,
            Supplier<List<HeldOutResult>> results,
            LongSupplier nanoTime,
            long foundVersion,
            LongUnaryOperator recorded) {
        this.config = config;
        this.store = store;
        this.results = results;
        this.nanoTime = nanoTime;
        this.foundVersion = foundVersion;
        this.recorded = recorded;
        version = foundVersion;
    }

    /** For a process whose versions come from another one: those in the store count. */
    public static ProgressTracker ofOtherLearner(RunConfig config, PolicyStore store, LongSupplier nanoTime) {
        return new ProgressTracker(config, store, List::of, nanoTime, -1, LongUnaryOperator.identity());
    }

    /**
     * For a process that records the steps of a learner outside Millrace: a step counts when it has been recorded.
     *
     * @param recorded number of steps recorded so far
     */
    public static ProgressTracker ofOutsideLearner(
            RunConfig config,
            PolicyStore store,
            Supplier<List<HeldOutResult>> results,
            LongSupplier nanoTime,
            LongSupplier recorded) {
        return new ProgressTracker(
                config, store, results, nanoTime, -1, published -> Math.min(published, recorded.getAsLong()));
    }

    /**
     * Registers a listener for each attempt of the job, called on its first version with the step that it continues
     * from.
     */
    public void onAttempt(LongConsumer listener) {
        attemptListener = listener;
    }

    /** Reads the current metrics and returns the progress. */
    public Progress update() {
        store.newestManifest().filter(m -> m.number() > version).ifPresent(this::note);
        LiveMetrics metrics = LiveMetrics.current();
        Rates now = new Rates(
                nanoTime.getAsLong(),
                metrics.max(Metric.RESPONSES_SAMPLED),
                metrics.max(Metric.TOKENS_SAMPLED),
                Math.max(metrics.max(Metric.SOURCE_PACED), metrics.backPressure()));
        if (!recent.isEmpty() && now.responses() < recent.getLast().responses()) {
            recent.clear(); // A restarted engine counts from 0 again.
        }
        recent.addLast(now);
        if (recent.size() > RATE_WINDOW) {
            recent.removeFirst();
        }
        Rates then = recent.getFirst();
        double seconds = (now.nanos() - then.nanos()) / 1e9;
        return new Progress(
                config.name(),
                step,
                config.steps(),
                firstStep(),
                started() ? Duration.ofNanos(now.nanos() - startNanos) : Duration.ZERO,
                rewards,
                accuracies,
                results.get().stream().map(c -> c.greedy().reward()).toList(),
                lengths,
                config.tokens() == 0 ? Double.NaN : tokens() / config.tokens(),
                Math.max(0, version),
                latest.groups().staleness(),
                (now.responses() - then.responses()) / seconds,
                (now.tokens() - then.tokens()) / seconds,
                (int) metrics.max(Metric.VISITS_WAITING),
                recent.stream().mapToDouble(Rates::held).average().orElse(0),
                (int) metrics.max(Metric.VERIFIER_CIRCUITS_OPEN));
    }

    /** Whether the learner has published the weights that this session starts from. */
    public boolean started() {
        return version > foundVersion;
    }

    /** Whether a step has been taken in this session. */
    boolean advanced() {
        return started() && step > firstStep;
    }

    /** Whether all requested steps have been taken or all tokens sampled. */
    public boolean finished() {
        boolean steps = config.steps() > 0 && recorded.applyAsLong(step) >= config.steps();
        boolean tokens = config.tokens() > 0 && tokens() >= config.tokens();
        return started() && (steps || tokens);
    }

    /** Response tokens sampled on visits trained on so far, according to the newest version. */
    private double tokens() {
        return latest.value(StepFigure.SAMPLED_TOKENS).orElse(0);
    }

    /** Number of optimizer steps published so far. */
    public long step() {
        return step;
    }

    /** Number of optimizer steps taken before this session. */
    long firstStep() {
        return Math.max(0, firstStep);
    }

    /** Time from the start of this session's training to its latest step. */
    Duration trained() {
        return Duration.ofNanos(lastNanos - startNanos);
    }

    private void note(PolicyStore.Manifest manifest) {
        if (!manifest.incarnation().equals(incarnation) || manifest.step() < step) {
            incarnation = manifest.incarnation();
            attemptListener.accept(manifest.step());
        }
        lastNanos = nanoTime.getAsLong();
        if (!started()) {
            startNanos = lastNanos;
        }
        firstStep = firstStep < 0 ? manifest.step() : Math.min(firstStep, manifest.step());
        version = manifest.number();
        step = manifest.step();
        if (!manifest.report().isEmpty()) {
            latest = StepCodec.read(manifest.report());
            add(rewards, latest.groups().reward());
            add(accuracies, latest.groups().accuracy());
            add(lengths, latest.groups().responseTokens());
        }
    }

    private static void add(List<Double> values, double value) {
        values.add(value);
        if (values.size() > STEPS_SHOWN) {
            values.remove(0);
        }
    }
}
