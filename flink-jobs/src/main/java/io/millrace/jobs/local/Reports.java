package io.millrace.jobs.local;

import io.millrace.channel.ChannelReader;
import io.millrace.eval.Checkup;
import io.millrace.jobs.folder.RunFiles;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.folder.Steps;
import io.millrace.metric.Metric;
import io.millrace.policy.StalenessPacing;
import io.millrace.report.MethodsReport;
import io.millrace.report.RunReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Makes a run's report of what it has published. */
final class Reports {
    private Reports() {}

    /**
     * The report. Times and rates are of this session, everything else of the whole run.
     *
     * @param progress of this session
     * @param checkups held-out results in the order of their steps
     * @param read visits that entered the stream
     * @param damaged takes what is said of each line of ledger and steps that cannot be read; it is left out
     */
    static RunReport of(
            RunFolder folder, ProgressTracker progress, List<Checkup> checkups, long read, Consumer<String> damaged)
            throws IOException {
        Steps all = Steps.of(folder, damaged);
        RunFiles.Ends ends = RunFiles.ends(folder, damaged);
        Steps session = all.after(progress.firstStep());
        Duration trained = progress.trained();
        double seconds = trained.toMillis() / 1000.0;
        return new RunReport(
                all.last(),
                progress.firstStep(),
                trained,
                checkups,
                RunFiles.ledger(folder, ends, read),
                new RunReport.Throughput(
                        (session.sum("responses") + session.sum("ungraded")) / seconds,
                        session.tokens() / seconds,
                        session.sum("train_tokens") / seconds),
                new RunReport.Staleness(all.meanOverResponses(Metric.STALENESS), (long) all.largest("max_staleness")),
                methods(folder, all, ends));
    }

    private static MethodsReport methods(RunFolder folder, Steps steps, RunFiles.Ends ends) {
        Steps compensations = steps.compensations();
        double groups = steps.sum("groups");
        return new MethodsReport(
                (long) groups,
                groups == 0 ? 0 : Math.round(groups * steps.meanOverGroups(Metric.ZERO_ADVANTAGE)),
                (long) steps.sum("replays"),
                ChannelReader.published(folder.reflections()),
                ends.splits().getOrDefault(StalenessPacing.REFLECTIONS, 0L),
                compensations.all().size(),
                (long) compensations.sum("rows"),
                (long) steps.sum("dropped"),
                thinking(steps),
                curriculum(steps));
    }

    /** Of the steps that tell of it. */
    static MethodsReport.Thinking thinking(Steps steps) {
        Steps chosen = steps.telling(Metric.THINK_SHARE);
        if (chosen.all().isEmpty()) {
            return MethodsReport.Thinking.NONE;
        }
        Steps last = chosen.after(chosen.last() - 1);
        return new MethodsReport.Thinking(
                chosen.meanOverResponses(Metric.THINK_SHARE),
                last.meanOverResponses(Metric.THINK_SHARE),
                last.largest(Metric.AUTOTHINK_STAGE.key()));
    }

    /** Of the last step that tells of it. */
    static MethodsReport.Curriculum curriculum(Steps steps) {
        Steps known = steps.telling(Metric.CURRICULUM_SEEN);
        if (known.all().isEmpty()) {
            return MethodsReport.Curriculum.NONE;
        }
        Steps last = known.after(known.last() - 1);
        return new MethodsReport.Curriculum(
                last.largest(Metric.CURRICULUM_SEEN.key()),
                last.largest(Metric.CURRICULUM_PREFERRED.key()),
                last.largest(Metric.CURRICULUM_EASY.key()),
                last.largest(Metric.CURRICULUM_HARD.key()));
    }
}
