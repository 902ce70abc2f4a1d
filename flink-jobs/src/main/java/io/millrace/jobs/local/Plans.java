package io.millrace.jobs.local;

import io.millrace.config.MillraceConfig;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.folder.StreamStart;
import io.millrace.jobs.topology.JobChannels;
import io.millrace.jobs.topology.JobPlan;
import io.millrace.method.Method;
import io.millrace.operators.LearnerPlacement;
import io.millrace.operators.StreamSettings;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.policy.StalenessPacing;
import java.util.OptionalDouble;

/** Derives the layout of the job from a configuration. */
public final class Plans {
    private Plans() {}

    public static JobPlan of(MillraceConfig config, RunFolder folder, FaultPlan faults) {
        StreamSettings settings = new StreamSettings(
                folder.store().toAbsolutePath().toString(),
                config.run().seed(),
                config.sampling().groupSize(),
                pacing(config),
                config.batch().shards(),
                config.run().steps() == 0 ? Long.MAX_VALUE : config.run().steps(),
                config.learner().publishEvery(),
                config.learner().versionsKept(),
                config.batch().maxWait(),
                config.stream().stallTimeout(),
                config.memory(),
                config.learner().isOutside() ? LearnerPlacement.OUTSIDE : LearnerPlacement.SAME_JOB,
                config.monitor());
        long steps = config.run().steps();
        int window = (int) Math.min(Integer.MAX_VALUE, settings.pacing().window());
        return new JobPlan(
                settings,
                visits(steps, config.batch().groups()),
                config.stream().ordered(),
                config.stream().parallelism(),
                config.stream().inFlight() == 0 ? window : config.stream().inFlight(),
                JobChannels.in(folder.root(), config.channels()),
                config.batch().publish(),
                StreamStart.of(config.data().stream(), config.channels(), folder),
                false,
                faults);
    }

    /** Number of visits of a number of steps; unlimited for 0 or on overflow. */
    private static long visits(long steps, int groups) {
        return steps == 0 || steps > Long.MAX_VALUE / groups ? Long.MAX_VALUE : steps * groups;
    }

    private static StalenessPacing pacing(MillraceConfig config) {
        StalenessPacing alone = new StalenessPacing(
                config.stream().maxStaleness(), config.batch().groups());
        OptionalDouble share = config.methods().stream()
                .map(Method::reflectionShare)
                .flatMapToDouble(OptionalDouble::stream)
                .max();
        return share.isPresent()
                ? alone.sharedWithReflections(
                        share.getAsDouble(),
                        config.batch().shards(),
                        config.learner().publishEvery())
                : alone;
    }

    public static EmbeddedJob.Checkpointing checkpointing(MillraceConfig config) {
        return new EmbeddedJob.Checkpointing(
                config.stream().checkpointInterval(),
                config.stream().checkpointsKept(),
                config.stream().restarts());
    }
}
