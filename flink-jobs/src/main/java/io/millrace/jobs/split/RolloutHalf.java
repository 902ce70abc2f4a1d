package io.millrace.jobs.split;

import io.millrace.config.MillraceConfig;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.folder.HeldOutResults;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.heldout.HeldOutWatch;
import io.millrace.jobs.live.LiveMetrics;
import io.millrace.jobs.local.FirstResponses;
import io.millrace.jobs.local.IdleWaits;
import io.millrace.jobs.local.ProgressTracker;
import io.millrace.jobs.local.Tracking;
import io.millrace.jobs.local.Waits;
import io.millrace.jobs.topology.JobChannels;
import io.millrace.metric.Metric;
import io.millrace.policy.PolicyStore;
import io.millrace.track.TrackerContext;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** The rollout: it ends when the learner has published the last step. */
record RolloutHalf(MillraceConfig config, RunFolder folder, Screen screen) implements Half {
    @Override
    public boolean isComplete() {
        ProgressTracker progress = progress();
        progress.update();
        if (progress.finished()) {
            screen.print("the learner has taken all steps: raise %s to continue"
                    .formatted(config.run().tokens() > 0 ? "run.steps or run.tokens" : "run.steps"));
        }
        return progress.finished();
    }

    /** The learner's process passes steps to the trackers. */
    @Override
    public Tracking tracking() {
        return Tracking.open(
                List.of(),
                new TrackerContext(folder.trackers(), InstantSource.system()),
                Tracking.Sources.of(JobChannels.in(folder.root(), config.channels())),
                screen::print,
                System::nanoTime);
    }

    @Override
    public ProgressTracker progress() {
        return ProgressTracker.ofOtherLearner(config.run(), new PolicyStore(folder.store()), System::nanoTime);
    }

    /** The learner's process evaluates. */
    @Override
    public HeldOutWatch heldOut() {
        return new HeldOutWatch(
                version -> {
                    throw new IllegalStateException("rollout: must not evaluate");
                },
                new PolicyStore(folder.store()),
                HeldOutResults.none(folder.heldOutResults()),
                screen,
                0);
    }

    @Override
    public Waits waits(String starting) {
        return new IdleWaits(
                new FirstResponses(starting),
                progress -> LiveMetrics.current().sum(Metric.RESPONSES_SAMPLED) + progress.step(),
                this::cause,
                System::nanoTime);
    }

    private String cause(ProgressTracker progress) {
        String prompts = config.data().stream().enabled() ? IdleWaits.missingPrompts() : "";
        return prompts.isEmpty()
                ? "waiting for the learner after step %d: the staleness bound is reached".formatted(progress.step())
                : prompts;
    }

    @Override
    public boolean conclude(ProgressTracker progress, Path savepoint) {
        screen.print(
                progress.finished()
                        ? "the learner has taken all steps; the rollout ends with savepoint %s".formatted(savepoint)
                        : "stopped at step %d with savepoint %s".formatted(progress.step(), savepoint));
        return progress.finished();
    }

    @Override
    public void close() {}
}
