package io.millrace.jobs.local;

import io.millrace.eval.HeldOutResult;
import io.millrace.jobs.folder.RunChannels;
import io.millrace.jobs.folder.RunFiles;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.learner.Steps;
import io.millrace.method.Method;
import io.millrace.method.RunHistory;
import io.millrace.metric.Metric;
import io.millrace.metric.StepFigure;
import io.millrace.policy.StalenessPacing;
import io.millrace.report.MethodsReport;
import io.millrace.report.RunReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Builds a run's report from its published results. */
final class Reports {
    private Reports() {}

    /**
     * The report. Times and rates cover this session, everything else the whole run.
     *
     * @param methods that report on the run
     * @param progress progress of this session
     * @param results held-out results in the order of their steps
     * @param read number of visits that entered the stream
     * @param damaged receives a message about each unreadable line of ledger and steps, which is skipped
     */
    static RunReport of(
            RunFolder folder,
            List<Method> methods,
            ProgressTracker progress,
            List<HeldOutResult> results,
            long read,
            Consumer<String> damaged)
            throws IOException {
        Steps all = RunFiles.steps(folder, damaged);
        RunFiles.Ends ends = RunFiles.ends(folder, damaged);
        Steps session = all.after(progress.firstStep());
        Duration trained = progress.trained();
        double seconds = trained.toMillis() / 1000.0;
        return new RunReport(
                all.last(),
                progress.firstStep(),
                trained,
                results,
                RunFiles.ledger(folder, ends, read),
                new RunReport.Throughput(
                        (session.sum(StepFigure.RESPONSES) + session.sum(StepFigure.UNGRADED)) / seconds,
                        session.tokens() / seconds,
                        session.sum(StepFigure.TRAIN_TOKENS) / seconds),
                new RunReport.Staleness(
                        all.meanOverResponses(Metric.STALENESS), (long) all.largest(StepFigure.MAX_STALENESS)),
                MethodsReport.of(methods, history(folder, all, ends), damaged));
    }

    private static RunHistory history(RunFolder folder, Steps steps, RunFiles.Ends ends) {
        return new RunHistory(
                steps,
                RunChannels.of(folder).reflections().held().next(),
                ends.splits().getOrDefault(StalenessPacing.REFLECTIONS, 0L));
    }
}
