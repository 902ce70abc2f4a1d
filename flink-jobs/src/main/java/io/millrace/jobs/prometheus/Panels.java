package io.millrace.jobs.prometheus;

import io.millrace.metric.Metric;
import java.util.List;

/**
 * The panels of the dashboard of Grafana, with their queries. Each query matches the metrics of a run's own endpoint and those of
 * Flink's reporter, which exports the same metrics under a longer name.
 */
final class Panels {
    /** Prefix of the names of Flink's reporter. */
    private static final String FLINK = "flink_taskmanager_job_task_operator_";

    private Panels() {}

    /**
     * A panel.
     *
     * @param title of the panel
     * @param metrics shown in it
     */
    record Panel(String title, List<Metric> metrics) {
        Panel {
            metrics = List.copyOf(metrics);
        }
    }

    /** All panels, in the order of the dashboard. */
    static List<Panel> all() {
        return List.of(
                new Panel("Reward and accuracy", List.of(Metric.REWARD, Metric.ACCURACY)),
                new Panel("Response length", List.of(Metric.RESPONSE_TOKENS)),
                new Panel("Entropy and divergence", List.of(Metric.ENTROPY, Metric.KL)),
                new Panel(
                        "Groups without a learning signal",
                        List.of(Metric.SOLVE_ALL, Metric.SOLVE_NONE, Metric.ZERO_ADVANTAGE)),
                new Panel("Gap of learner and sampler", List.of(Metric.LOG_PROB_GAP, Metric.CLIP_SHARE)),
                new Panel("Staleness", List.of(Metric.STALENESS)),
                new Panel("Loss and gradient", List.of(Metric.LOSS, Metric.GRADIENT_NORM)),
                new Panel("Responses per second", List.of(Metric.RESPONSES_SAMPLED, Metric.RESPONSES_GRADED)),
                new Panel("Tokens per second", List.of(Metric.TOKENS_SAMPLED)),
                new Panel(
                        "Waiting", List.of(Metric.VISITS_WAITING, Metric.RESPONSES_IN_FLIGHT, Metric.GROUPS_VERIFYING)),
                new Panel(
                        "Failures per second",
                        List.of(Metric.RESPONSES_UNGRADED, Metric.SAMPLING_FAILURES, Metric.VISITS_TOO_STALE)),
                new Panel("Optimizer steps and policy version", List.of(Metric.LEARNER_STEP, Metric.POLICY_VERSION)),
                new Panel("Memory, per second", List.of(Metric.TRAJECTORIES_REMEMBERED, Metric.TRAJECTORIES_EVICTED)),
                new Panel("Replays, per second", List.of(Metric.REPLAYS_CORRECT, Metric.REPLAYS_WRONG)));
    }

    /** The query of a metric: its rate if it is a counter. */
    static String query(Metric metric) {
        return metric.kind() == Metric.Kind.COUNTER
                ? "sum by (run, job_name) (rate(%s[1m]))".formatted(selected(metric))
                : "max by (run, job_name) (%s)".formatted(selected(metric));
    }

    /** The time series of a metric. */
    static String selected(Metric metric) {
        return "{__name__=~\"%s%s|%s%s\"}".formatted(PrometheusText.PREFIX, metric.key(), FLINK, metric.key());
    }
}
