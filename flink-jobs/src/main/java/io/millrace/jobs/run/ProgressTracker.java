package io.millrace.jobs.run;

import io.millrace.metric.Metric;
import io.millrace.policy.PolicyStore;
import io.millrace.report.Progress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Turns what the policy store and the metrics say now into what a person wants to see. One thread looks. */
final class ProgressTracker {
    private static final int STEPS_SHOWN = 512;
    private static final int RATE_WINDOW = 20;

    private final String run;
    private final long steps;
    private final PolicyStore store;
    private final long startNanos = System.nanoTime();
    private final List<Double> rewards = new ArrayList<>();
    private final List<Double> accuracies = new ArrayList<>();
    private final Deque<Rates> recent = new ArrayDeque<>();
    private long version = -1;
    private long step;
    private Map<String, Double> figures = Map.of();

    private record Rates(long nanos, double responses, double tokens) {}

    ProgressTracker(String run, long steps, PolicyStore store) {
        this.run = run;
        this.steps = steps;
        this.store = store;
    }

    /** The progress at this moment. */
    Progress look() {
        store.newestManifest().filter(m -> m.number() > version).ifPresent(this::note);
        LiveMetrics metrics = LiveMetrics.current();
        Rates now =
                new Rates(System.nanoTime(), metrics.max(Metric.RESPONSES_SAMPLED), metrics.max(Metric.TOKENS_SAMPLED));
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
                run,
                step,
                steps,
                elapsed(),
                rewards,
                accuracies,
                figures.getOrDefault(Metric.RESPONSE_TOKENS.key(), Double.NaN),
                Math.max(0, version),
                figures.getOrDefault(Metric.STALENESS.key(), Double.NaN),
                (now.responses() - then.responses()) / seconds,
                (now.tokens() - then.tokens()) / seconds,
                (int) metrics.max(Metric.VISITS_WAITING),
                metrics.backPressure());
    }

    /** Optimizer steps published so far. */
    long step() {
        return step;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    private void note(PolicyStore.Manifest manifest) {
        version = manifest.number();
        step = manifest.step();
        if (!manifest.report().isEmpty()) {
            figures = manifest.report();
            add(rewards, figures.get(Metric.REWARD.key()));
            add(accuracies, figures.get(Metric.ACCURACY.key()));
        }
    }

    private static void add(List<Double> values, @org.jspecify.annotations.Nullable Double value) {
        values.add(value == null ? Double.NaN : value);
        if (values.size() > STEPS_SHOWN) {
            values.remove(0);
        }
    }
}
