package io.millrace.jobs.run;

import io.millrace.channel.ChannelReader;
import io.millrace.eval.Checkup;
import io.millrace.metric.Metric;
import io.millrace.policy.StalenessPacing;
import io.millrace.report.MethodsReport;
import io.millrace.report.RunReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Makes a run's report of what it has published. */
final class Reports {
    private static final String RESPONSES = "responses";

    private Reports() {}

    /**
     * The report. Times and rates are of this session, everything else of the whole run.
     *
     * @param progress of this session
     * @param checkups held-out results in the order of their steps
     * @param read visits that entered the stream
     */
    static RunReport of(RunFolder folder, ProgressTracker progress, List<Checkup> checkups, long read)
            throws IOException {
        List<Map<String, Double>> all = RunFiles.steps(folder);
        List<Map<String, Double>> session = all.stream()
                .filter(step -> figure(step, Metric.LEARNER_STEP.key()) > progress.firstStep())
                .toList();
        Duration trained = progress.trained();
        double seconds = trained.toMillis() / 1000.0;
        return new RunReport(
                lastStep(all),
                progress.firstStep(),
                trained,
                checkups,
                RunFiles.ledger(folder, read),
                new RunReport.Throughput(
                        (sum(session, RESPONSES) + sum(session, "ungraded")) / seconds,
                        tokens(session) / seconds,
                        sum(session, "train_tokens") / seconds),
                staleness(all),
                methods(folder, all));
    }

    /** Optimizer steps that the newest checkpoint or savepoint covers: later ones are taken again when the run is resumed. */
    static long lastStep(RunFolder folder) throws IOException {
        return lastStep(RunFiles.steps(folder));
    }

    private static long lastStep(List<Map<String, Double>> steps) {
        return (long) steps.stream()
                .mapToDouble(step -> figure(step, Metric.LEARNER_STEP.key()))
                .max()
                .orElse(0);
    }

    private static double tokens(List<Map<String, Double>> steps) {
        return steps.stream()
                .mapToDouble(step -> figure(step, RESPONSES) * figure(step, Metric.RESPONSE_TOKENS.key()))
                .sum();
    }

    private static RunReport.Staleness staleness(List<Map<String, Double>> steps) {
        double responses = sum(steps, RESPONSES);
        double sum = steps.stream()
                .mapToDouble(step -> figure(step, Metric.STALENESS.key()) * figure(step, RESPONSES))
                .sum();
        double max = steps.stream()
                .mapToDouble(step -> figure(step, "max_staleness"))
                .max()
                .orElse(0);
        return new RunReport.Staleness(sum / responses, (long) max);
    }

    private static MethodsReport methods(RunFolder folder, List<Map<String, Double>> steps) throws IOException {
        List<Map<String, Double>> compensation =
                steps.stream().filter(step -> figure(step, "compensation") > 0).toList();
        double zero = steps.stream()
                .mapToDouble(step -> figure(step, Metric.ZERO_ADVANTAGE.key()) * figure(step, "groups"))
                .sum();
        return new MethodsReport(
                (long) sum(steps, "groups"),
                Math.round(zero),
                (long) sum(steps, "replays"),
                ChannelReader.published(folder.reflections()),
                RunFiles.ended(folder, StalenessPacing.REFLECTIONS),
                compensation.size(),
                (long) sum(compensation, "rows"),
                (long) sum(steps, "dropped"));
    }

    private static double sum(List<Map<String, Double>> steps, String figure) {
        return steps.stream().mapToDouble(step -> figure(step, figure)).sum();
    }

    private static double figure(Map<String, Double> step, String name) {
        return step.getOrDefault(name, 0.0);
    }
}
